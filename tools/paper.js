// Make a page of the site ready for paper, whatever its theme: the article alone, nothing folded, nothing too wide.
// `prefix` keeps the anchors of one page apart from those of another; returns what does not fit the width.
prefix => {
  const article = document.querySelector("article") ?? document.querySelector("main") ?? document.body;
  document.querySelectorAll('link[rel="stylesheet"]').forEach(link => link.href.includes("pygments") || link.remove());
  if (article !== document.body) document.body.replaceChildren(article);
  document.documentElement.dataset.theme = "light";
  article.querySelectorAll("script, a.headerlink, details:has(.cell_input)").forEach(part => part.remove());
  article.querySelectorAll("details").forEach(part => { part.open = true; });
  for (const box of article.querySelectorAll(".output, .nnlearn-predicted"))  // on paper nobody has answered
    if (/You have not answered \d/.test(box.textContent)) box.remove();
  const ways = [...article.querySelectorAll("p")].at(-1);  // Previous, The map, Next
  if (ways?.querySelector("a") && ways.textContent.includes(" · ")) ways.remove();
  for (const figure of article.querySelectorAll("figure + figure")) figure.parentElement.classList.add("stops");
  for (const image of article.querySelectorAll("img")) { image.loading = "eager"; image.removeAttribute("style"); }
  for (const link of article.querySelectorAll('a[href^="#"]')) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (target) { if (!target.id.startsWith(prefix)) target.id = prefix + target.id; link.href = "#" + target.id; }
    else link.removeAttribute("href");
  }
  const edge = article.getBoundingClientRect().right + 1;
  const sticksOut = part => part.getBoundingClientRect().right > edge;
  for (const part of article.querySelectorAll("mjx-container > svg, table"))
    if (sticksOut(part)) {
      const { left, width } = part.getBoundingClientRect();
      part.style.zoom = 0.98 * (edge - Math.max(left, 0)) / width;
    }
  return [...article.querySelectorAll("mjx-container > svg, table, img, pre")].filter(sticksOut)
    .map(part => `${part.tagName.toLowerCase()} ${(part.alt || part.textContent).trim().slice(0, 40)}`);
}
