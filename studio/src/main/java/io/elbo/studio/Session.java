package io.elbo.studio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;

/** The secrets that grant access. A browser that opens the address with the token receives a cookie for its later requests. */
final class Session {
    private static final int BYTES = 32;
    private static final int MOST_TICKETS = 16;
    private static final long TICKET_NANOS = 120_000_000_000L;

    private final SecureRandom random = new SecureRandom();
    private final String token = secret();
    private final String cookie = secret();
    private final Deque<Ticket> tickets = new ArrayDeque<>();

    private record Ticket(String secret, long until) {}

    Session() {}

    private String secret() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the token that opens the page any number of times. */
    public String token() {
        return token;
    }

    /** Returns a new ticket that opens the page once, within two minutes. */
    public synchronized String ticket() {
        Ticket ticket = new Ticket(secret(), System.nanoTime() + TICKET_NANOS);
        tickets.addLast(ticket);
        if (tickets.size() > MOST_TICKETS) {
            tickets.removeFirst();
        }
        return ticket.secret;
    }

    /** Returns whether a token or ticket opens the page, and consumes a ticket. */
    synchronized boolean opens(String given) {
        long now = System.nanoTime();
        tickets.removeIf(ticket -> ticket.until - now < 0);
        boolean once = tickets.removeIf(ticket -> same(ticket.secret, given));
        return same(token, given) || once;
    }

    /** Returns the value of the cookie. */
    String cookie() {
        return cookie;
    }

    boolean isCookie(String given) {
        return same(cookie, given);
    }

    /** Compares in constant time, so that timing does not reveal how much of the text is right. */
    private static boolean same(String secret, String given) {
        return given != null
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
