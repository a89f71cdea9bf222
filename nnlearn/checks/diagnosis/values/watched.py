"""Change a syntax tree so that the value of every expression is seen.

An expression e becomes watch(k, lambda: e), where k is its number.
"""

import ast
import copy

WATCH = "_watch_"
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
        By number.
    given : set of str
        The names that are given a value.
    """

    def __init__(self, tree):
        self.expressions: list = []
        self.given: set = set()
        self._inside = False
        self.tree = self.visit(copy.deepcopy(tree))

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
        node.value = self._into([node.target], node.value)
        node.target = self.visit(node.target)
        return node

    def visit_Expr(self, node):
        function = getattr(node.value, "func", None)
        holder = [function.value] if isinstance(function, ast.Attribute) else []  # path.append(x) goes into path
        node.value = self._into(holder, node.value)
        return node

    def generic_visit(self, node):
        is_value = isinstance(node, VALUES) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        negative = isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
        if not self._inside or not is_value or negative or any(map(_unsafe, ast.walk(node))):
            return super().generic_visit(node)
        self.expressions.append(copy.deepcopy(node))
        number = len(self.expressions) - 1
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):  # the method itself is not a value
            node.func.value = self.visit(node.func.value)
            node.args, node.keywords = ([self.visit(one) for one in each] for each in (node.args, node.keywords))
        else:
            super().generic_visit(node)
        later = ast.Lambda(ast.arguments([], [], None, [], [], None, []), node)
        call = ast.Call(ast.Name(WATCH, ast.Load()), [ast.Constant(number), later], [])
        return ast.copy_location(call, node)

    def _into(self, targets, value):
        """Visit an expression whose value is given to targets."""
        self.given |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
        return self.visit(value)

    def _block(self, statements):
        return [self.visit(one) for one in statements]


def _unsafe(node):
    return isinstance(node, UNSAFE) or (isinstance(node, ast.Name) and node.id == "super")


def text_of(expression):
    """Return the code of an expression, shortened to one line."""
    code = " ".join(ast.unparse(expression).split())
    return code if len(code) <= 90 else f"{code[:87]}..."
