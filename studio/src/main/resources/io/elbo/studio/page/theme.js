'use strict';
// Before the first paint, and therefore not a module: a dark page must not flash white.
(() => {
  const wanted = localStorage.getItem('elbo-theme');
  if (wanted === 'light' || wanted === 'dark') {
    document.documentElement.dataset.theme = wanted;
  }
})();
