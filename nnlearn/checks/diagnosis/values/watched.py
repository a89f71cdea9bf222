"""Change a syntax tree so that the value of every expression is seen.

An expression e becomes watch(k, lambda: e), where k is its number; after `name += ...` comes see(k, name).
"""

import ast
import collections
import copy

WATCH, SEE = "_watch_", "_see_"
VALUES = ast.BinOp | ast.UnaryOp | ast.Compare | ast.BoolOp | ast.Call | ast.Subscript | ast.Attribute | ast.IfExp
UNSAFE = ast.Yield | ast.YieldFrom | ast.Await | ast.NamedExpr  # these belong to the function they stand in


class Watched(ast.NodeTransformer):
    """Watch the expressions in the bodies of functions.

    Parameters
    ----------
    tree : ast.FunctionDef or ast.ClassDef
        It stays as it is.

    Attributes
    ----------
    tree : the changed copy
    expressions : list of ast.AST
        By number: expressions, and statements such as `name += ...`.
    around : dict of int to list of int
        The expressions that an expression is part of.
    goes_into, reading : dict
        The names that are given the value of an expression, and the expressions that read a name.
    """

    def __init__(self, tree):
        self.expressions: list = []
        self.around: dict = {}
        self.goes_into: dict = {}
        self.reading = collections.defaultdict(list)
        self._inside, self._outer, self._targets = False, [], []
        self.tree = self.visit(copy.deepcopy(tree))

    @property
    def given(self):
        """The names that are given a value."""
        return {name for names in self.goes_into.values() for name in names}

    def visit_FunctionDef(self, node):
        outside, self._inside = self._inside, True
        node.body = self._block(node.body)
        self._inside = outside
        return node

    def visit_For(self, node):
        node.iter = self._into([node.target], node.iter)
        node.body, node.orelse = self._block(node.body), self._block(node.orelse)
        return node

    def visit_Assign(self, node):
        node.value = self._into(node.targets, node.value)
        node.targets = [self.visit(one) for one in node.targets]
        return node

    def visit_AugAssign(self, node):
        shown, name = copy.deepcopy(node), node.target
        node.value = self._into([node.target], node.value)
        node.target = self.visit(node.target)
        if not self._inside or not isinstance(name, ast.Name):
            return node
        number = self._number(shown, [name.id])
        seen = ast.Call(ast.Name(SEE, ast.Load()), [ast.Constant(number), ast.Name(name.id, ast.Load())], [])
        return [node, ast.copy_location(ast.Expr(seen), node)]

    def visit_Expr(self, node):
        function = getattr(node.value, "func", None)
        holder = [function.value] if isinstance(function, ast.Attribute) else []  # path.append(x) goes into path
        node.value = self._into(holder, node.value)
        return node

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Load):
            self.reading[node.id] += self._outer
        return node

    def generic_visit(self, node):
        is_value = isinstance(node, VALUES) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        negative = isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
        if not self._inside or not is_value or negative or any(map(_unsafe, ast.walk(node))):
            return super().generic_visit(node)
        number = self._number(copy.deepcopy(node), self._targets)
        self._outer.append(number)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):  # the method itself is not a value
            node.func.value = self.visit(node.func.value)
            node.args, node.keywords = ([self.visit(one) for one in each] for each in (node.args, node.keywords))
        else:
            super().generic_visit(node)
        self._outer.pop()
        later = ast.Lambda(ast.arguments([], [], None, [], [], None, []), node)
        call = ast.Call(ast.Name(WATCH, ast.Load()), [ast.Constant(number), later], [])
        return ast.copy_location(call, node)

    def _number(self, node, names):
        self.expressions.append(node)
        number = len(self.expressions) - 1
        self.around[number], self.goes_into[number] = list(self._outer), list(names)
        return number

    def _into(self, targets, value):
        """Visit an expression whose value is given to targets."""
        self._targets = [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]
        value, self._targets = self.visit(value), []
        return value

    def _block(self, statements):
        visited = [self.visit(one) for one in statements]
        return [one for some in visited for one in (some if isinstance(some, list) else [some])]


def _unsafe(node):
    return isinstance(node, UNSAFE) or (isinstance(node, ast.Name) and node.id == "super")


def text_of(expression):
    """Return the code of an expression, shortened to one line."""
    code = " ".join(ast.unparse(expression).split())
    return code if len(code) <= 90 else f"{code[:87]}..."
