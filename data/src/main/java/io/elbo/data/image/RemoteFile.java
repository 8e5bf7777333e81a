package io.elbo.data.image;

/**
 * A file to download, of known size and digest.
 *
 * @param name appended to the base address, and the name in the folder
 * @param size bytes
 * @param sha256 64 hexadecimal digits
 */
record RemoteFile(String name, long size, String sha256) {}
