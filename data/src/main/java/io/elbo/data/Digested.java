package io.elbo.data;

/** Data that a digest identifies. */
public interface Digested {
    /** Returns the SHA-256 of the data, in hexadecimal. */
    String digest();
}
