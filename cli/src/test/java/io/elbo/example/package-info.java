/** The examples of the README, compiled and run. */
package io.elbo.example;
