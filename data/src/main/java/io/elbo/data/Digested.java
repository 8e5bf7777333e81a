package io.elbo.data;

/** Data that know by which number they can be told from others. */
public interface Digested {
    /** The SHA-256 of the data, in hexadecimal. */
    String digest();
}
