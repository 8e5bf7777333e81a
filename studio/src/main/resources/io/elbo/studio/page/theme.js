'use strict';
// Not a module, so that it runs before the first paint. A dark page must not flash white.
(() => {
  const wanted = localStorage.getItem('elbo-theme');
  if (wanted === 'light' || wanted === 'dark') {
    document.documentElement.dataset.theme = wanted;
  }
})();
