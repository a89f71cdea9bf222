# %% [markdown]
r"""
# Glossary

Every term that a lesson introduces, with the lesson that explains it.

<!-- glossary -->
"""
