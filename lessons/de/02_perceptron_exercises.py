# %% [markdown] english="f5a6898a"
r"""
# 02 Das Perzeptron: Übungen

Die Lektion: [02 Das Perzeptron](../notebooks/02_perceptron.ipynb).

Fünf Übungen; 02.2 und 02.4 benutzen, was du vorher geschrieben hast. Ersetze die Punkte, führe die Zelle aus und lies,
was `check` sagt. Es probiert deine Funktion an zufälligen Eingaben aus und nennt den Fehler, wenn es ihn kennt. Du
steckst fest? `hint("02.1")` gibt drei Tipps, einen nach dem anderen. Was `check` und `hint` sagen, kommt aus der
Bibliothek und bleibt englisch.
"""

# %%
import numpy as np

from nnlearn import datasets
from nnlearn.checks import again, check, hint

# %% [markdown] english="8807b6ad"
r"""
## 02.1 Für viele Punkte auf einmal vorhersagen

Schreib `predict(weight, bias, x)`. Die Funktion bekommt die Gewichte, Form (*shape*) (d,), den Bias, eine Zahl, und
n Punkte, Form (n, d). Sie gibt n ganze Zahlen zurück, Form (n,): 1, wo der Score $w \cdot x + b$ null oder größer ist,
sonst 0. Eine Schleife ist nicht nötig.
"""


# %%
def predict(weight, bias, x):
    """Return the label 0 or 1 of each of the n points."""
    # SOLUTION predict


check("02.1", predict)

# %% tags=["exercise"]
# hint("02.1")

# %% [markdown] tags=["solution"] english="21b34b57"
r"""
Ein einziges Matrixprodukt liefert alle Scores auf einmal, weil jede Zeile von `x` auf dieselben Gewichte trifft. Der
Vergleich schließt die Null ein: Ein Punkt genau auf der Geraden gehört zu Klasse 1, so ist die Stufe definiert.
"""

# %% [markdown] english="4f98fd90"
r"""
## 02.2 Aus einem Fehler lernen

Schreib `learn(weight, bias, x, y, lr)`: ein Besuch eines Punktes `x`, Form (d,), dessen Zielwert `y` 0 oder 1 ist, mit
der Lernrate `lr`. Benutze dein `predict` (es erwartet viele Punkte: `x[None]` macht aus einem Punkt eine Zeile). Gib
das neue Gewicht zurück, Form (d,), und den neuen Bias. Lass die Arrays, die du bekommen hast, wie sie sind.
"""


# %%
def learn(weight, bias, x, y, lr):
    """Return the weight and the bias after one visit."""
    # SOLUTION learn


check("02.2", learn)

# %% tags=["exercise"]
# hint("02.2")

# %% [markdown] tags=["solution"] english="6cf1a088"
r"""
Das Fehlersignal trägt die Richtung: Eine übersehene 1 zählt den Punkt dazu, eine falsche 1 zieht ihn ab, und eine
richtige Vorhersage multipliziert alles mit null. `weight - ...` statt `weight -= ...` erzeugt ein neues Array, sodass
das der aufrufenden Stelle bleibt, wie es war.
"""

# %% [markdown] english="d8ba03c8"
r"""
## 02.3 Keine Gerade berechnet XOR

Schreib `count_right(weights, biases, x, y)` für m Geraden auf einmal: Gewichte (m, d), Biaswerte (m,), Punkte (n, d),
Etiketten (n,). Zurück kommt, wie viele der n Punkte jede Gerade richtig hat, Form (m,); ein Punkt auf einer Geraden
zählt zu Klasse 1. Darunter steht die Suche: 100.000 zufällige Geraden und ein Gitter aus 29.791. Was ist das Beste, das
eine von ihnen bei XOR erreicht?
"""


# %%
def count_right(weights, biases, x, y):
    """Return the number of points that each of m lines gets right."""
    # SOLUTION count_right


check("02.3", count_right)

# %%
xor = datasets.gates("xor")
rng = np.random.default_rng(0)
lattice = np.stack(np.meshgrid(*[np.linspace(-3, 3, 31)] * 3), axis=-1).reshape(-1, 3)
for lines in (rng.normal(size=(100_000, 3)), lattice):
    counts = count_right(lines[:, :2], lines[:, 2], xor.x, xor.y)
    best = "not written yet" if counts is None else f"at most {counts.max()} of 4 right"
    print(f"{len(lines)} lines: {best}")

# %% tags=["exercise"]
# hint("02.3")

# %% [markdown] tags=["solution"] english="02ccf866"
r"""
Die Gewichte werden transponiert, damit die Punkte in Zeilen und die Geraden in Spalten stehen; die Summe über die
Zeilen zählt dann Punkte. Eine Suche kann nicht beweisen, dass es keine Gerade gibt, denn es sind unendlich viele. Das
tun die vier Ungleichungen der Lektion, und die Suche stimmt mit ihnen überein: Drei von vier ist das Beste.
"""

# %% [markdown] english="64d0a16e"
r"""
## 02.4 Der Pocket-Algorithmus

Schreib `pocket(x, y, epochs)`: Beginne mit Gewichten null, Form (d,), und Bias 0. Besuche die Punkte der Reihe nach,
`epochs`-mal, mit deinem `learn` und der Lernrate 1. Zähl nach jedem Besuch, wie viele von allen n Punkten jetzt falsch
sind; sobald das *weniger* sind als je zuvor, steck eine Kopie von Gewicht und Bias in die Tasche. Gib zurück, was in
der Tasche ist: Gewicht, Bias und die Zahl der Punkte, die damit falsch sind. Vor dem ersten Besuch enthält die Tasche
die Nullen, mit denen du beginnst.
"""


# %%
def pocket(x, y, epochs):
    """Return the best weight, the best bias, and how many points they get wrong."""
    # SOLUTION pocket


check("02.4", pocket)

# %% tags=["exercise"]
# hint("02.4")

# %% [markdown] tags=["solution"] english="d9b96a1e"
r"""
Gezählt wird über alle Punkte, nicht über den gerade besuchten: Eine Gerade, die hier richtig ist, kann anderswo falsch
sein. Weil `learn` neue Arrays zurückgibt, behält die Tasche ihre eigenen; wären die Gewichte an Ort und Stelle geändert
worden, wäre die Tasche mitgewandert.
"""

# %% [markdown] english="70c2e979"
r"""
## 02.5 Eine dritte Eingabe

Eine offene Übung. Keine Gerade berechnet XOR aus $x_1$ und $x_2$; ein Perzeptron mit einer dritten Eingabe kann es.
Schreib `third(x)`: Aus Punkten der Form (n, 2) berechnet es je eine weitere Zahl, Form (n,), und zwar aus diesem Punkt
allein. `check` trainiert ein Perzeptron mit den drei Eingaben, an den vier Ecken von XOR und an 400 verrauschten
Punkten um sie herum, und tut das fünfmal, jedes Mal mit anderen Punkten. Das Ziel: jedes Mal alle vier Ecken richtig,
und im Mittel mindestens 97 % der verrauschten Punkte, die es nicht gesehen hat.
"""


# %%
def third(x):
    """Return one more number for each of the n points."""
    # BEGIN SOLUTION
    return x[:, 0] * x[:, 1]  # 1 only where both are 1
    # END SOLUTION


check("02.5", third)

# %% tags=["exercise"]
# hint("02.5")

# %% [markdown] tags=["solution"] english="594471f5"
r"""
Mit dem Produkt als dritter Eingabe wird der Punkt (1, 1) aus der Ebene gehoben, und $x_1 + x_2 - 2 x_1 x_2 \ge 1/2$ ist
XOR: eine flache Grenze in drei Dimensionen, eine gebogene in zweien. Eine verdeckte Schicht tut dasselbe, findet ihre
Eingaben aber selbst.
"""

# %% [markdown] english="fb36a0a0"
r"""
Die Lektion: [02 Das Perzeptron](../notebooks/02_perceptron.ipynb) · [Die Karte](../notebooks/00_start.ipynb) · **Weiter: [03 Activation functions](../notebooks/03_activation_functions.ipynb)**
"""
