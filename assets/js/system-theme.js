/* Before the page is painted: the theme that the reader's system has, where none was chosen. */
if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.dataset.theme = "dark";
