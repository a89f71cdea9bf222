# %% [markdown] english="48790ae4"
r"""
# 02 Das Perzeptron

*Sieh einer Geraden zu, die aus jedem Fehler einzeln lernt, und finde die Daten, an denen sie immer scheitert.*

60 Minuten: Vorhersagen 2, Erkunden 8, Was du gesehen hast 2, Eine Gerade, die entscheidet 9, Aus einem Fehler lernen 9, Zehn Ziffern 6, Wie viele Fehler kann es machen? 13, Wo es versagt 6, Erinnern 3, Zusammenfassung 2.

Vor dieser Lektion: [01 A neuron](01_neuron.ipynb).

*Diese Lektion und ihre Übungen gibt es auf Deutsch. Die Quizfragen, die beweglichen Bilder, die Beschriftungen und die
Rückmeldungen von `check` kommen aus der Bibliothek und bleiben englisch, ebenso die übrigen Lektionen.*

Im Juli 1958 führte die US-Marine der Presse eine Maschine vor, die aus ihren Fehlern lernt. Die New York Times nannte
sie den Embryo eines Computers, von dem die Marine erwarte, dass er einmal gehen, sprechen, sehen, schreiben, sich
selbst vermehren und sich seiner Existenz bewusst sein werde. In dieser Lektion schreibst du die Regel ihres Erfinders
Frank Rosenblatt. Nach einer Sekunde Lernen liest deine Maschine sechs von sieben handgeschriebenen Ziffern, und du
beweist, was sie niemals können wird.

Danach kannst du

- sagen, was ein Perzeptron berechnet, und aus seinen Gewichten die Entscheidungsgrenze zeichnen;
- seine Lernregel herleiten und sagen, wie viele Fehler es höchstens machen kann;
- Daten erkennen, die keine Gerade trennt, und trotzdem eine gute Gerade aus ihnen gewinnen.
"""

# %%
import numpy as np

# %%
import nnlearn.numpy as nn

# %%
from nnlearn import datasets
from nnlearn.checks import predicted, quiz
from nnlearn.explorers import PerceptronExplorer
from nnlearn.lessons.perceptron import margin, mistake_bound, plane_margin
from nnlearn.plots import around, curve, decision, figure, line, scatter, show

# %% [markdown] english="29e90d3c"
r"""
## Vorhersagen (2 min)

Antworte, bevor du weiterliest. Die richtige Antwort ergibt sich aus dem, was du sehen wirst.
"""

# %%
quiz("02.predict")

# %% [markdown] english="60fc46d4"
r"""
## Erkunden (8 min)

Jeder Punkt unten ist eine Schwertlilie, eine **setosa** oder eine **versicolor**, vermessen nach Länge und Breite eines
Kronblatts (*petal*). Ein **Perzeptron** (*perceptron*) betrachtet eine Blüte nach der anderen und sagt vorher, welche
der beiden Arten es ist. Immer wenn es sich irrt, verändert es seine Gerade ein wenig.

**Next stop** führt dich durch sieben Stationen. Drei Dinge zum Ausprobieren unterwegs, und worauf du achten kannst:

1. Station 2: Drücke ein paarmal **Next mistake**. Beobachte den Pfeil $w$ an der Geraden. Dreht er sich zu der Richtung
   hin, in der der Punkt vom Ursprung (0, 0) aus liegt, oder von ihr weg? Hängt das von der Klasse des Punktes ab?
2. Station 3: Zieh eine setosa mitten unter die versicolor und geh ans Ende des Laufs. Was geschieht mit der Schranke
   rechts?
3. Station 5: Das sind die Kelchblätter (*sepals*), am Ende des Laufs. Schalte **centre the columns** ein: Der Lauf
   beginnt von vorn. Geh an sein Ende. Wie viele Fehler macht es jetzt? Station 6 hat die Antwort.
"""

# %%
PerceptronExplorer(position=6)

# %% [markdown] english="1810662f"
r"""
## Was du gesehen hast (2 min)

Die Gerade bewegt sich nur nach einem Fehler. Dann dreht sich der Pfeil, der senkrecht auf der Geraden steht: Gehört der
Punkt zu der Klasse, auf die der Pfeil zeigt, dreht er sich zu der Richtung hin, in der der Punkt vom Ursprung aus
liegt; gehört er zur anderen, dreht er sich von ihr weg. Eine Korrektur reicht oft nicht: Derselbe Punkt kann in der
nächsten Runde wieder falsch sein.

Bei den Kronblättern dieser beiden Arten kommt die Gerade nach einer Handvoll Fehlern zur Ruhe, weit weniger, als die
gestrichelte Schranke erlaubt. Liegt ein Punkt tief in der anderen Klasse, ist keine Gerade für alle Punkte richtig, die
Schranke ist verschwunden, und das Perzeptron hört nie auf. Bei den Kelchblättern irrt es auch nach zehn Runden noch,
und sobald die Spalten zentriert sind, macht es insgesamt acht Fehler. Warum das so ist, erklärt der Rest dieser
Lektion.

## Eine Gerade, die entscheidet (9 min)

Nimm die Blüten aus dem beweglichen Bild: je zwei Zahlen und ein Etikett (*label*), 0 für setosa und 1 für versicolor.
Das ist überwachtes Lernen (*supervised learning*), wie in Lektion 01.
"""

# %%
iris = datasets.iris()
keep = iris.y < 2
flowers, species = iris.x[keep][:, 2:], iris.y[keep]  # (100, 2) and (100,)
print(flowers.shape, species.shape, iris.features[2:])

# %% [markdown] english="7f881868"
r"""
Ein Perzeptron hat für jede Eingabe ein Gewicht und dazu noch eine Zahl, den Bias. Es berechnet die gewichtete Summe $z$
aus [Lektion 01](01_neuron.ipynb), die hier auch **Score** heißt, und sieht nur auf ihr Vorzeichen. Das Ergebnis ist
seine Vorhersage $p$:

$$z = w \cdot x + b \qquad p = \begin{cases} 1 & \text{falls } z \ge 0 \\ 0 & \text{sonst} \end{cases}$$

Hier ist das für eine einzelne Blüte, mit Gewichten, die wir uns eben ausgedacht haben.
"""

# %%
weight, bias = np.array([0.5, 1.0]), -3.2
flower = flowers[60]  # (2,)
z = (weight * flower).sum() + bias  # one number
print(f"flower {flower}, score {z:.2f}, prediction {int(z >= 0)}, truth {species[60]}")

# %% [markdown] english="a5610037"
r"""
**Jetzt du.** Mach dasselbe in zwei Zeilen für alle Blüten: [Übung 02.1: Für viele Punkte auf einmal
vorhersagen](../exercises/02_perceptron_exercises.ipynb#02.1-Predict-for-many-points-at-once).

Wo ist der Score genau null? Alle Punkte mit $w \cdot x + b = 0$ bilden eine Gerade, die **Entscheidungsgrenze**
(*decision boundary*). Bei drei Eingaben ist sie eine Ebene, bei mehr eine *Hyperebene*. Geh auf ihr in eine Richtung
$r$, und der Score bleibt null, also ist $w \cdot r = 0$: Die Gewichte stehen senkrecht auf der Grenze und zeigen auf
die Seite der Klasse 1. Der Bias verschiebt die Grenze, ohne sie zu drehen. Ohne Bias müsste sie durch den Ursprung
gehen.
"""

# %%
fig, ax = figure()
extent = around(flowers)
decision(ax, lambda points: points @ weight + bias, extent)
scatter(ax, flowers, species, classes=iris.classes[:2], features=iris.features[2:])
ax.get_legend().set_loc("upper left")
ax.set_aspect("equal")  # one scale on both axes: a right angle looks like one
line(ax, weight, bias)
right = int(((flowers @ weight + bias >= 0) == species).sum())
show(
    fig,
    alt=f"flowers by petal length and width; the line has {right} of 100 right",
    caption=f"Made-up weights put {right} of 100 flowers on the right side. "
    "The direction of w is good: a larger bias would get the others right as well.",
)

# %% [markdown] english="d3e3aa91"
r"""
### Logik von Hand

Mit den Eingaben 0 und 1 kann ein Perzeptron ein Logikgatter sein. Lies seinen Bias als Schwellenwert: Bei den Gewichten
1 und 1 beginnt Klasse 1 dort, wo die Summe der Eingaben $-b$ erreicht. AND braucht beide Eingaben, der Schwellenwert
liegt also zwischen 1 und 2; OR braucht eine, er liegt also zwischen 0 und 1; NOT kehrt seine einzige Eingabe mit einem
negativen Gewicht um.
"""

# %%
corners = datasets.gates("and").x  # the four inputs (0,0) (0,1) (1,0) (1,1)
for name, w, b in (("and", [1, 1], -1.5), ("or", [1, 1], -0.5)):
    gate = nn.Perceptron(2)
    gate.weight.data = nn.tensor([w], dtype="float32")
    gate.bias.data = nn.tensor([b], dtype="float32")
    truth = datasets.gates(name).y
    print(f"{name.upper():3} predicts {gate.predict(corners)}, should be {truth}")

# %% [markdown] english="4ad60201"
r"""
Solche Gatter bauten McCulloch und Pitts 1943, aus Neuronen, deren Eingaben alle gleich viel zählen oder gegen alle
anderen ein Veto einlegen. Fünfzehn Jahre später gab Rosenblatt jeder Eingabe ein Gewicht und ließ die Maschine es
selbst finden.

## Aus einem Fehler lernen (9 min)

Die Vorhersage $p$ und die richtige Antwort, der **Zielwert** (*target*) $y$, sind beide 0 oder 1. Das **Fehlersignal**
(*error*) $e = p - y$ ist also eine von drei Zahlen:

- $e = 0$: Die Vorhersage ist richtig. Ändere nichts.
- $e = -1$: Der Punkt gehört zu Klasse 1, aber sein Score ist zu niedrig.
- $e = 1$: Der Punkt gehört zu Klasse 0, aber sein Score ist zu hoch.

Rosenblatts **Lernregel** (*learning rule*) zieht von den Gewichten die Eingabe selbst ab, multipliziert mit dem
Fehlersignal. Wie viel davon, sagt die **Lernrate** (*learning rate*) $\eta > 0$:

$$w \leftarrow w - \eta\, e\, x \qquad b \leftarrow b - \eta\, e$$

(In vielen Büchern ist der Fehler $y - p$, und es steht ein Plus da; die Regel ist dieselbe.) Warum sollte das helfen?
Setze die neuen Gewichte in den Score desselben Punktes ein. Zum alten Score kommt etwas hinzu, und dessen Vorzeichen
ist immer dem des Fehlersignals entgegengesetzt, denn ein Quadrat ist nie negativ:

$$z' = (w - \eta e x) \cdot x + (b - \eta e) = z - \eta\, e\, (|x|^2 + 1)$$
"""

# %%
point, error = flowers[60], 0 - 1  # the versicolor from above, taken for a setosa
new_weight, new_bias = weight - error * point, bias - error
before, after = weight @ point + bias, new_weight @ point + new_bias
formula = before - error * (point @ point + 1)
print(f"score {before:.2f} -> {after:.2f}; the formula says {formula:.2f}")

# %% [markdown] english="b0e7b0bb"
r"""
Mit $\eta = 1$ hat sich der Score um $|x|^2 + 1$ in die richtige Richtung bewegt. Dieser Schritt steht fest, und nichts
garantiert, dass er groß genug ist: Ein Score, der weiter danebenlag, ist danach immer noch falsch. Kommt das vor? Nimm
die Kelchblätter derselben Blüten, die schwerer zu unterscheiden sind, und frag nach jedem Fehler sofort noch einmal
nach demselben Punkt.
"""

# %%
sepals = iris.x[keep][:, :2]
learner, again = nn.Perceptron(2), []
for visit in learner.steps(sepals, species, epochs=20, shuffle=True, seed=0):
    if visit.mistake:
        again.append(learner.predict(sepals[[visit.index]])[0] != visit.target)
print(f"mistakes: {len(again)}, still wrong right after learning: {sum(again)}")

# %% [markdown] english="a0ce7d41"
r"""
Das ist die Antwort auf die Frage vom Anfang: *Aus einem Fehler zu lernen heißt nicht, ihn zu beheben*.

**Jetzt du.** Schreib die Regel selbst:
[Übung 02.2: Aus einem Fehler lernen](../exercises/02_perceptron_exercises.ipynb#02.2-Learn-from-one-mistake).

Lass nun das Perzeptron der Bibliothek so lange durch die Blüten gehen, bis eine **Epoche** (*epoch*), also ein
Durchgang durch alle Daten, ohne Fehler vergeht. Gewichte und Bias beginnen bei null. Tu es mit zwei Lernraten.
"""

# %%
for lr in (1.0, 0.01):
    model = nn.Perceptron(2, lr=lr)
    mistakes = model.fit(flowers, species, shuffle=True, seed=1)
    wrong = int((model.predict(flowers) != species).sum())
    w, b = (nn.to_numpy(part).round(3) for part in (model.weight, model.bias))
    print(f"rate {lr}: mistakes {mistakes}, wrong {wrong}, weights {w[0]}, bias {b}")

# %% [markdown] english="04215ac6"
r"""
Beginnt man bei null, ist die Lernrate gleichgültig: Mit 0,01 sind alle Gewichte, Biaswerte und Scores ein Hundertstel
so groß, jedes Vorzeichen ist dasselbe und damit auch jede Vorhersage.
"""

# %%
predicted("02.predict")

# %% [markdown] english="2433ec95"
r"""
## Zehn Ziffern (6 min)

Bei zehn Klassen gibt es zehn Zeilen von Gewichten, und vorhergesagt wird die Klasse mit dem höchsten Score. Nach einem
Fehler kommt zur Zeile der richtigen Klasse die Eingabe hinzu, und von der Zeile, die zu Unrecht gewonnen hat, geht sie
ab. Sonst ist nichts neu. Lass es also die 5.000 MNIST-Ziffern aus [Lektion 01](01_neuron.ipynb) lesen, deren 28 × 28
Pixel hier in Schwarz (über 127) oder Weiß verwandelt sind. Geprüft wird an denselben 1.000 anderen wie dort. Fünf Läufe
besuchen die Ziffern in fünf verschiedenen Reihenfolgen.
"""

# %%
train, test = datasets.mnist_sample("train"), datasets.mnist_sample("test")
ink = (train.x.reshape(-1, 784) > 127).astype("float32")  # (5000, 784)
unseen = (test.x.reshape(-1, 784) > 127).astype("float32")  # (1000, 784)
shares = []
for seed in range(5):
    reader = nn.Perceptron(784, classes=10)
    made = reader.fit(ink, train.y, epochs=5, shuffle=True, seed=seed)
    shares.append((reader.predict(unseen) == test.y).mean())
    print(f"mistakes in each epoch {made}, unseen digits right {shares[-1]:.2f}")
print(f"mean {np.mean(shares):.2f}, guessing gives 0.10")

# %%
from nnlearn.plots import DIVERGING, images

fig, ax = figure(6.4, 2.9)
rows = nn.to_numpy(reader.weight).reshape(10, 28, 28)
limit = float(np.abs(rows).max())
images(ax, rows, titles="0123456789", limits=(-limit, limit), cmap=DIVERGING)
fig.colorbar(ax.images[0], ax=ax, label="weight").outline.set_visible(False)
show(
    fig,
    alt="Ten pictures of 28 by 28 weights, one for each digit, around zero",
    caption="What each row looks for: ink on an orange pixel speaks for the digit, ink "
    "on a blue one against it. Ink in the middle, for instance, speaks against a 0.",
)

# %% [markdown] english="3c5ebb1b"
r"""
Jedes Bild ist eine Summe von Ziffern, die übersehen wurden, minus eine Summe von Ziffern, die zu Unrecht beansprucht
wurden. Mehr hat die Maschine nicht gelernt. Es reicht, um etwa sechs von sieben Ziffern zu lesen.

## Wie viele Fehler kann es machen? (13 min)

Dass die Regel überhaupt je zur Ruhe kommt, ist nicht selbstverständlich: Was das Perzeptron aus einem Punkt lernt, kann
einen anderen verderben. Trotzdem gibt es einen Beweis, und er ist kurz. Behandle den Bias als ein weiteres Gewicht, an
einer Eingabe, die immer 1 ist, und schreib $\tilde x = (x, 1)$ und $\tilde w = (w, b)$, sodass
$z = \tilde w \cdot \tilde x$ ist. Daten heißen **linear separierbar** (*linearly separable*), wenn bei irgendeiner
Grenze alle Punkte der Klasse 1 auf der einen und alle der Klasse 0 auf der anderen Seite liegen. Dann gibt es Gewichte
$\tilde w^*$ der Länge 1 mit $\tilde w^* \cdot \tilde x > 0$ für Klasse 1 und $\tilde w^* \cdot \tilde x < 0$ für Klasse
0. Zwei Zahlen beschreiben die Daten:

- $R$, die Länge des längsten $\tilde x$;
- $\gamma$, der **Rand** (*margin*): das kleinste $|\tilde w^* \cdot \tilde x|$ aller Punkte, für dasjenige trennende
  $\tilde w^*$, bei dem es am größten ist.

Beginne bei $\tilde w = 0$ und nimm $\eta = 1$. Jeder Fehler ersetzt $\tilde w$ durch $\tilde w - e \tilde x$.

1. *Es bewegt sich auf* $\tilde w^*$ *zu.* Weil $-e$ bei einer übersehenen 1 gleich 1 und bei einer übersehenen 0 gleich
   $-1$ ist, ist $-e\, \tilde x \cdot \tilde w^*$ positiv und mindestens $\gamma$. Nach $k$ Fehlern gilt
   $\tilde w \cdot \tilde w^* \ge k \gamma$.
2. *Es wächst nicht schnell.* Multipliziere aus:
   $|\tilde w - e \tilde x|^2 = |\tilde w|^2 - 2\, e\, \tilde w \cdot \tilde x + e^2 |\tilde x|^2.$ Im mittleren Term
   steht der Score $z = \tilde w \cdot \tilde x$. Bei einem Fehler mit $e = 1$ war er nicht negativ, bei einem mit
   $e = -1$ war er negativ, also ist $-2ez \le 0$. Der letzte Term ist höchstens $R^2$. Nach $k$ Fehlern gilt
   $|\tilde w|^2 \le k R^2$.

Da $\tilde w^*$ die Länge 1 hat, ist $\tilde w \cdot \tilde w^*$ gleich $|\tilde w|$ mal dem Kosinus des Winkels
zwischen beiden, also höchstens $|\tilde w|$. Zusammen ergibt das $k\gamma \le |\tilde w| \le \sqrt{k}\, R$. Teile durch
$\sqrt k\, \gamma$ und quadriere:

$$k \le \left(\frac{R}{\gamma}\right)^2$$

Das ist der **Perzeptron-Konvergenzsatz** (*perceptron convergence theorem*, Novikoff 1962): Auf linear separierbaren
Daten macht das Perzeptron, wenn es bei null beginnt, höchstens $(R/\gamma)^2$ Fehler, bei jeder Reihenfolge der Punkte
und jeder Zahl von Eingaben. Sieh es dir an den Kelchblättern an, dort gibt es viele Fehler zu zählen.
"""

# %%
R = np.sqrt(((sepals**2).sum(axis=1) + 1).max())  # the largest length of (x, 1)
gamma = margin(sepals, species)
lengths, per_epoch = [], np.zeros(1000, int)
for visit in nn.Perceptron(2).steps(sepals, species, epochs=1000, shuffle=True, seed=0):
    if visit.mistake:
        per_epoch[visit.epoch] += 1
        lengths.append(np.sqrt((visit.weight**2).sum() + visit.bias[0] ** 2))
k = np.arange(1, len(lengths) + 1)
slack = min((lengths - k * gamma).min(), (np.sqrt(k) * R - lengths).min())
bound = mistake_bound(sepals, species)  # (R / gamma)^2
print(f"R = {R:.2f}, margin = {gamma:.3f}, bound {bound:.0f}, made {len(k)}")
print(f"|(w, b)| stays at least {slack:.2f} away from both its limits")
print("mistakes in epochs 1 to 20:", per_epoch[:20])

# %% tags=["hide-input"]
fig, ax = figure(6.4, 2.8)
most, least = np.sqrt(k) * R, k * gamma
limits = {"at most √k R": most, "length of (w, b)": lengths, "at least k γ": least}
curve(ax, limits, x=k, xlabel="mistakes k", ylabel="length")
show(
    fig,
    alt="The length of (w, b) over the mistakes, between k gamma and sqrt(k) R",
    caption=f"After {len(k)} mistakes it rests, at length {lengths[-1]:.0f}. A line "
    "catches up with any square root in the end: here they would meet at k = "
    f"{bound:.0f}, which is the bound.",
)

# %% [markdown] english="94a1342d"
r"""
Sieh dir die Zahlen an: Sie fallen nicht nur, sie steigen auch. Es sind Fehler, die *während* des Lernens geschehen, und
der Satz verspricht, dass sie enden, nicht, dass jede Epoche weniger hat als die vorige.

*Wenn es bei null beginnt* ist Teil des Satzes. Von anderen Gewichten aus beginnt die erste Ungleichung bei
$\tilde w_0 \cdot \tilde w^*$ und die zweite bei $|\tilde w_0|^2$. Die Fehler enden auch dann, aber die Schranke gilt
nicht mehr:
"""

# %%
far = nn.Perceptron(2)
far.weight.data = nn.tensor([[1000.0, -3000.0]], dtype="float32")
count = sum(far.fit(flowers, species, epochs=2000, shuffle=True, seed=1))
bound = mistake_bound(flowers, species)
print(f"petals: bound {bound:.0f}; from (1000, -3000, 0) it made {count} mistakes")

# %% [markdown] english="22db7ef2"
r"""
### Dieselben Blüten, ein anderer Ursprung

Der Rand $\gamma$ wird dort gemessen, wo das Perzeptron lernt, im Raum der $(x, 1)$. Dort ist der Abstand eines Punktes
von der Grenze sein Score, geteilt durch $|(w, b)|$. Im Bild würdest du den Abstand zwischen einer Grenze und ihren
nächsten Punkten in Zentimetern messen: den Score, geteilt durch $|w|$ allein, und das ist mehr. Am stärksten
unterscheiden sich beide, wenn der Bias groß sein muss, und groß sein muss er, wenn die Blüten weit vom Ursprung liegen.
Verschiebe also den Ursprung: **Zentrieren** (*centring*) zieht von jeder Spalte ihren Mittelwert ab.
"""

# %%
print("                     in the plane  of (x, 1)  bound  mistakes, five orders")
for name, x in (("petals", flowers), ("sepals", sepals)):
    for how, points in (("as measured", x), ("centred", x - x.mean(axis=0))):
        made = []
        for seed in range(5):
            learner = nn.Perceptron(2)
            counts = learner.fit(points, species, epochs=1000, shuffle=True, seed=seed)
            made.append(sum(counts))
        plane, lifted = plane_margin(points, species), margin(points, species)
        bound = mistake_bound(points, species)
        print(f"{name} {how:11} {plane:9.2f} cm {lifted:10.3f} {bound:8.0f}  {made}")

# %% [markdown] english="03d6e856"
r"""
In der Ebene hat sich nichts geändert: dieselben Blüten, derselbe Platz. Und doch kosten die Kelchblätter jetzt vier bis
zwölf Fehler statt mehr als tausend, zum Preis von zwei Subtraktionen je Blüte.

## Wo es versagt (6 min)

Der Satz setzt linear separierbare Daten voraus. Beim logischen *exklusiven Oder*, XOR, sind sie es nicht. Die Ausgabe
ist 1 für (0,1) und (1,0), und 0 für (0,0) und (1,1). Eine Gerade bräuchte

$$b < 0, \qquad w_2 + b \ge 0, \qquad w_1 + b \ge 0, \qquad w_1 + w_2 + b < 0.$$

Addiere die beiden mittleren: $w_1 + w_2 + 2b \ge 0$. Addiere die beiden anderen: $w_1 + w_2 + 2b < 0$. Beides zugleich
kann nicht wahr sein.
"""

# %%
xor = datasets.gates("xor")
never = nn.Perceptron(2).fit(xor.x, xor.y, epochs=1000)
print(f"XOR: {len(never)} epochs, mistakes in the last five: {never[-5:]}")

# %% [markdown] english="a82dd267"
r"""
**Jetzt du.** Zeig es ohne Algebra, durch Suchen:
[Übung 02.3: Keine Gerade berechnet XOR](../exercises/02_perceptron_exercises.ipynb#02.3-No-line-computes-XOR).

Echte Daten sind selten so sauber wie AND oder so hoffnungslos wie XOR. Die Kronblätter von versicolor und virginica
überlappen sich: Keine Gerade ist für alle richtig, aber viele sind es für die meisten. Das Perzeptron kommt nie zur
Ruhe, und was du bekommst, hängt davon ab, wann du aufhörst. Sieh ihm beim Wandern zu, einmal mit den Spalten, wie sie
gemessen wurden, und einmal zentriert.
"""

# %%
keep = iris.y > 0
petals, kind = iris.x[keep][:, 2:], iris.y[keep] - 1
wandering = {}
for name, x in (("as measured", petals), ("centred", petals - petals.mean(axis=0))):
    wanderer, wandering[name] = nn.Perceptron(2), []
    for visit in wanderer.steps(x, kind, epochs=10, shuffle=True, seed=0):
        if visit.mistake:
            wandering[name].append(int((wanderer.predict(x) != kind).sum()))
    within = (x[kind == 1] @ x[kind == 1].T + 1).mean()  # for another virginica
    across = (x[kind == 0] @ x[kind == 1].T + 1).mean()  # for a versicolor
    print(f"{name}: one missed virginica raises the scores, on average, of", end=" ")
    print(f"virginica by {within:.1f}, of versicolor by {across:.1f}")
raw, centred = (np.array(counts) for counts in wandering.values())

# %% tags=["hide-input"]
from nnlearn.plots import COLOURS

fig, axes = figure(6.4, 3.0, columns=2)
for ax, (name, counts) in zip(axes, wandering.items(), strict=True):
    best, place = np.minimum.accumulate(counts), np.arange(1, len(counts) + 1)
    ax.plot(place, counts, ".", color=COLOURS[0], markersize=4, label="now")
    ax.plot(place, best, color=COLOURS[1], label="best so far")
    ax.set(ylim=(0, 53), xlabel="mistake number")
    ax.set_title(name, size="medium")
axes[0].set_ylabel("flowers on the wrong side")
axes[1].legend(frameon=False, fontsize=9)
show(
    fig,
    alt="Flowers on the wrong side after each mistake, as measured and centred: "
    f"medians {np.median(raw):.0f} and {np.median(centred):.0f} of 100",
    caption=f"As measured, {int((raw == 50).sum())} of {len(raw)} mistakes leave 50 of "
    "100 wrong: every flower gets the same name. Centred, there are only "
    f"{len(centred)} mistakes, and half leave at most {np.median(centred):.0f} wrong.",
)

# %% [markdown] english="cd4380b6"
r"""
Warum springt das linke so wild? Wenn das Perzeptron aus $x$ lernt, ändert sich der Score eines anderen Punktes $x'$ um
$-e\,(x \cdot x' + 1)$. Weit weg vom Ursprung ist $x \cdot x'$ für *jedes* Paar groß und positiv. Ein einziger Fehler
schiebt dann alle Blüten auf dieselbe Seite, während der Bias, der sie zurückholen könnte, sich in Schritten von 1
bewegt. Liegt der Ursprung in der Mitte, hebt das Lernen aus einer virginica die anderen virginica dreimal so stark wie
die versicolor.

Die Überlappung bleibt, also kommt auch das rechte nie zur Ruhe. Das Mittel dagegen ist alt und einfach: Behalte die
besten Gewichte, denen du begegnet bist, in der Tasche. So macht es der **Pocket-Algorithmus** (*pocket algorithm*,
Gallant 1986). Das Perzeptron wandert weiter, aber nach Hause kommst du mit seinem besten Moment.
"""

# %%
for name, x in (("as measured", petals), ("centred", petals - petals.mean(axis=0))):
    for pocket in (False, True):
        wrong = []
        for seed in range(5):
            p = nn.Perceptron(2, pocket=pocket)
            _ = p.fit(x, kind, epochs=10, shuffle=True, seed=seed)
            wrong.append(int((p.predict(x) != kind).sum()))
        kept = "pocket" if pocket else "last line"
        print(f"{name:11} {kept:9} wrong of 100, in five orders: {wrong}")

# %% [markdown] english="a70d06fb"
r"""
**Jetzt du.** [Übung 02.4: Der Pocket-Algorithmus](../exercises/02_perceptron_exercises.ipynb#02.4-The-pocket-algorithm)
und danach die offene, die vorausblickt:
[Übung 02.5: Eine dritte Eingabe](../exercises/02_perceptron_exercises.ipynb#02.5-A-third-input).

Von hier führen zwei Wege weiter. Ersetze die Stufe durch eine glatte Kurve, und du bekommst ein Neuron, das sagen kann,
wie sicher es ist, und das auch dort zur Ruhe kommt, wo sich Klassen überlappen: die *logistische Regression*, mit der
Verlustfunktion aus Lektion 05. Und 1969 zeigten Minsky und Papert, wie viel eine einzelne Schicht nicht kann; XOR ist
das kleinste Beispiel. Der Ausweg ist, aus den alten Eingaben neue zu berechnen. In Übung 02.5 erfindest du eine solche
Eingabe von Hand. Ein Netz mit einer verdeckten Schicht (*hidden layer*) findet sie von selbst.

## Erinnern (3 min)
"""

# %%
quiz("02.recall")

# %% [markdown] english="71538111"
r"""
## Zusammenfassung (2 min)

- Ein Perzeptron addiert gewichtete Eingaben und einen Bias und entscheidet nach dem Vorzeichen der Summe.
- Seine Gewichte stehen senkrecht auf der Entscheidungsgrenze; der Bias verschiebt die Grenze.
- Nach einem Fehler addiert oder subtrahiert es die Eingabe: Der Score dieses Punktes bewegt sich in die richtige
  Richtung, aber nicht immer weit genug.
- Auf linear separierbaren Daten macht es, von null aus, höchstens $(R/\gamma)^2$ Fehler. Hier hat das Zentrieren der
  Spalten sowohl die Schranke als auch die Anzahl stark gesenkt.
- XOR ist nicht linear separierbar. Der Pocket-Algorithmus rettet die beste Gerade; neue Eingaben retten die Lage.

### Neue Begriffe

- **Perzeptron** (*perceptron*): eine Einheit, die 1 vorhersagt, wo die gewichtete Summe ihrer Eingaben samt Bias nicht
  negativ ist, und sonst 0.
- **Score**: die gewichtete Summe z einschließlich Bias, vor jeder Entscheidung.
- **Entscheidungsgrenze** (*decision boundary*): die Punkte, deren Score null ist; auf der einen Seite ist die
  Vorhersage 1, auf der anderen 0. Bei zwei Eingaben ist sie eine Gerade, bei mehr eine Hyperebene.
- **linear separierbar** (*linearly separable*): heißen Daten, wenn es eine Gerade oder Hyperebene gibt, bei der jede
  der beiden Klassen auf ihrer eigenen Seite liegt.
- **Zielwert** (*target*): die richtige Antwort zu einem Beispiel.
- **Lernregel** (*learning rule*): wie sich Gewichte nach einem Beispiel ändern.
- **Lernrate** (*learning rate*): der Faktor, der sagt, wie viel von einer Änderung ausgeführt wird.
- **Epoche** (*epoch*): ein Durchgang durch alle Trainingsdaten.
- **Rand** (*margin*): der größte Abstand, den eine trennende Grenze von allen Punkten halten kann, hier im Raum der (x,
  1), in dem das Perzeptron lernt; anderswo oft im Raum der Eingaben selbst.
- **Perzeptron-Konvergenzsatz** (*perceptron convergence theorem*): Auf linear separierbaren Daten macht das Perzeptron,
  wenn es bei null beginnt, höchstens $(R/\gamma)^2$ Fehler.
- **Zentrieren** (*centring*): von jeder Spalte der Daten ihren Mittelwert abziehen.
- **Pocket-Algorithmus** (*pocket algorithm*): die Gewichte behalten, bei denen bisher die wenigsten Punkte falsch
  waren.

### Quellen

- McCulloch, Pitts (1943), "A logical calculus of the ideas immanent in nervous activity",
  [doi:10.1007/BF02478259](https://doi.org/10.1007/BF02478259): Einheiten mit festen Schwellen, ohne lernbare Gewichte.
- Rosenblatt (1958), "The perceptron: a probabilistic model for information storage and organization in the brain",
  [doi:10.1037/h0042519](https://doi.org/10.1037/h0042519); (1962), "Principles of neurodynamics": die Regel, die Fehler
  korrigiert.
- "New Navy device learns by doing", The New York Times, 8. Juli 1958.
- Novikoff (1962), "On convergence proofs on perceptrons", Symposium on the Mathematical Theory of Automata: die
  Schranke.
- Minsky, Papert (1969), "Perceptrons": was eine einzelne Schicht nicht berechnen kann.
- Gallant (1986), "Optimal linear discriminants": der Pocket-Algorithmus; (1990), "Perceptron-based learning
  algorithms", [doi:10.1109/72.80230](https://doi.org/10.1109/72.80230): die Fassung, die über alle Punkte zählt und
  hier benutzt wird.
- Fisher (1936), "The use of multiple measurements in taxonomic problems",
  [doi:10.1111/j.1469-1809.1936.tb02137.x](https://doi.org/10.1111/j.1469-1809.1936.tb02137.x): die Iris-Daten.
- LeCun, Bottou, Bengio, Haffner (1998), "Gradient-based learning applied to document recognition",
  [doi:10.1109/5.726791](https://doi.org/10.1109/5.726791): die Ziffern.
"""

# %% [markdown] english="87824e1c"
r"""
Zurück: [01 A neuron](01_neuron.ipynb) · [Die Karte](00_start.ipynb) · [Übungen 02](../exercises/02_perceptron_exercises.ipynb) · **Weiter: [03 Activation functions](03_activation_functions.ipynb)**
"""
