# %% [markdown]
r"""
# Glossary

Every term that a lesson introduces, with the lesson that explains it; then the letters of the formulas, and the
architectures.

<!-- glossary -->
"""

# %% [markdown]
r"""
## Notation

<!-- notation -->
"""

# %% [markdown]
r"""
## Architectures

<!-- zoo -->
"""
