package dev.tollgate.trafficmanager.lease;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A Lua script and the calls to it; every answer is a list of integers. */
record LeaseScript(String text, String digest) {

    static LeaseScript ofResource(String path) {
        try (InputStream in = LeaseScript.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + path);
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LeaseScript of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new LeaseScript(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By digest: Redis answers NOSCRIPT where it does not know the script yet. */
    AsyncCommand<String, String, List<Long>> call(List<String> keys, Arguments arguments) {
        return command(CommandType.EVALSHA, digest, keys, arguments);
    }

    /** With the text, which Redis keeps from then on. */
    AsyncCommand<String, String, List<Long>> callWithText(List<String> keys, Arguments arguments) {
        return command(CommandType.EVAL, text, keys, arguments);
    }

    private static AsyncCommand<String, String, List<Long>> command(
            CommandType type, String script, List<String> keys, Arguments arguments) {
        var args =
                new CommandArgs<>(StringCodec.UTF8).add(script).add(keys.size()).addKeys(keys);
        arguments.addTo(args);
        return new AsyncCommand<>(new Command<>(type, new IntegerListOutput<>(StringCodec.UTF8), args));
    }

    /** Writes a call's arguments after its keys. */
    interface Arguments {

        void addTo(CommandArgs<String, String> args);
    }
}
