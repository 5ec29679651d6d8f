// On pages with a composer. Everything here is added to a form that works
// without it.
import "@github/markdown-toolbar-element";
import "@github/text-expander-element";
import "./composer/post-composer.js";
import "./composer/mentions.js";
import "./composer/reply-to.js";
import "./composer/quote-selection.js";
import "./composer/alike-suggestions.js";
import "./composer/pictures.js";
import "./composer/face-cut.js";
import "./composer/brand-form.js";
