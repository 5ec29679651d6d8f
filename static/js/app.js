// On every page. Each import is one behaviour over HTML that works without it.
import "./relative-time.js";
import "./menus.js";
import "./dialogs.js";
import "./toggles.js";
import "./shortcuts.js";
import "./passwords.js";

document.documentElement.dataset.scripts = "";
