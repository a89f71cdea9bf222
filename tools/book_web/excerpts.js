// Excerpts for the search page. Sphinx fetches each page that it has found, to quote from it, and a browser refuses that
// at file://. The texts are in a script instead (NNLEARN_TEXTS); what "fetch" brings here is the name of a page.

window.fetch = async (address) => {
  const root = document.documentElement.dataset.content_root;
  return new Response(String(address).slice(root.length).replace(/\.html.*$/, ""));
};

Search.htmlToText = (name, anchor) => {
  const sections = NNLEARN_TEXTS[name] ?? {};
  return sections[anchor?.slice(1)] ?? Object.values(sections).join(" ");
};
