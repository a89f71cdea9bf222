"""The instructor's page: its files, which the server gives out by name and nothing else."""

from pathlib import Path

HERE = Path(__file__).parent
HTML = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The room</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">
</head>
<body>
<header>
<h1>The room</h1>
<p id="summary">Asking where everybody stands.</p>
<p id="trouble" role="status"></p>
<div id="buttons">
<button id="names" aria-pressed="false"><kbd>N</kbd> names</button>
<button id="wall" aria-pressed="false"><kbd>P</kbd> projector</button>
<button id="how" aria-pressed="true"><kbd>J</kbd> how to join</button>
</div>
</header>
<main>
<section id="joining" aria-label="How to join">
<p>Learners who want to be on this page run this in a notebook, each with a name:</p>
<pre tabindex="0"></pre>
<p>Each check is then sent here, and the notebook prints what: the name chosen and a code for the row, the exercise,
passed or not yet, how many tries, the named mistake. Never the code written. <code>leave()</code> ends it.</p>
</section>
<div id="counts">
<section aria-labelledby="e"><h2 id="e">Exercises</h2><ul id="exercises"></ul></section>
<section aria-labelledby="m"><h2 id="m">Mistakes now</h2><ol id="mistakes"></ol></section>
</div>
<section aria-labelledby="l"><h2 id="l">Learners</h2>
<p id="legend">&#10003; passed, &#10007; not yet, with the number of tries, &#183; no news; &#9650; may need help,
&#8230; quiet for ten minutes, &#8594; working, &#10003; all done. Those who may need help come first.</p>
<div id="scroll" tabindex="0" role="region" aria-label="Table of learners">
<table><thead></thead><tbody></tbody></table></div>
</section>
</main>
<script src="/page.js"></script>
</body>
</html>
"""
FILES = {
    "/": ("text/html", HTML),
    "/page.js": ("text/javascript", (HERE / "page.js").read_text(encoding="utf-8")),
    "/page.css": ("text/css", (HERE / "page.css").read_text(encoding="utf-8")),
}
