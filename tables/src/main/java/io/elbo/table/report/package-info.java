/** How near synthetic rows are to real ones: columns, pairs of columns, use, and privacy, as numbers and as a page. */
package io.elbo.table.report;
