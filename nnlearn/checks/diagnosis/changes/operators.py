"""Which operators and functions are mistaken for each other."""

import ast
from typing import Any

LARGER: dict[type, list[Any]] = {
    ast.Lt: [ast.LtE, ast.Gt],
    ast.LtE: [ast.Lt, ast.GtE],
    ast.Gt: [ast.GtE, ast.Lt],
    ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
TIE: dict[type, Any] = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
OPERATORS: dict[type, list[Any]] = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add, ast.Mult],
    ast.Mult: [ast.Div, ast.Add, ast.MatMult],
    ast.Div: [ast.Mult, ast.FloorDiv],
    ast.FloorDiv: [ast.Div],
    ast.Mod: [ast.FloorDiv],
    ast.MatMult: [ast.Mult],
    ast.Pow: [ast.Mult],
}
OPPOSITE: dict[type, Any] = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
SIGNS: dict[type, str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.MatMult: "@",
    ast.Pow: "**",
    ast.Mod: "%",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
RELATED = {
    "sum": ["mean", "max"],
    "mean": ["sum"],
    "max": ["min", "sum"],
    "min": ["max"],
    "argmax": ["argmin"],
    "argmin": ["argmax"],
    "floor": ["ceil"],
    "ceil": ["floor"],
    "zeros": ["ones"],
    "ones": ["zeros"],
    "std": ["var"],
    "var": ["std"],
    "cos": ["sin"],
    "sin": ["cos"],
    "maximum": ["minimum"],
    "minimum": ["maximum"],
    "any": ["all"],
    "all": ["any"],
    "sinh": ["cosh"],
    "cosh": ["sinh"],
    "tanh": ["cosh"],
}
REDUCE = {"sum", "mean", "max", "min", "argmax", "argmin", "std", "var", "cumsum", "any", "all"}
ELEMENTWISE = {
    "abs",
    "tanh",
    "exp",
    "log",
    "sqrt",
    "square",
    "round",
    "int",
    "float",
    "floor",
    "reversed",
    "sorted",
    "sign",
}
