/** Comparisons of synthetic and real rows: columns, pairs of columns, utility and privacy, as numbers and as a page. */
package io.elbo.table.report;
