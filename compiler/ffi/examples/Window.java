import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A window in Java: the C interface through JNA, for Java 8 and later.
 *
 * <pre>java -cp jna.jar Window.java LIBRARY IMAGE MATTER PLACE DAY [FACT=VALUE …]</pre>
 *
 * Prints the decision of the case, its days and its venues, one JSON answer a line. A window would read them with the JSON library it has.
 */
public final class Window {
    /** What of matter.h is used here. `size_t` is a long on the 64-bit systems that the library is built for. */
    public interface Matter extends Library {
        int matter_open_file(byte[] path, LongByReference catalogue);

        int matter_ask(long catalogue, byte[] operation, byte[] request, NativeLong length, PointerByReference answer,
                LongByReference answerLength);

        int matter_close(long catalogue);

        int matter_free(Pointer text);

        Pointer matter_error_code();

        Pointer matter_error_text(int language);
    }

    /** An open catalogue. */
    static final class Catalogue implements AutoCloseable {
        private final Matter matter;
        private final long handle;

        Catalogue(String library, String image) {
            matter = Native.load(library, Matter.class);
            LongByReference opened = new LongByReference();
            check(matter.matter_open_file(zeroEnded(image), opened));
            handle = opened.getValue();
        }

        /** Errors belong to a thread: they are read on the thread that made the call. */
        private void check(int result) {
            if (result != 0) {
                String code = matter.matter_error_code().getString(0, "UTF-8");
                throw new IllegalArgumentException(code + " " + matter.matter_error_text(0).getString(0, "UTF-8"));
            }
        }

        String ask(String operation, String request) {
            byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
            PointerByReference answer = new PointerByReference();
            LongByReference length = new LongByReference();
            check(matter.matter_ask(handle, zeroEnded(operation), bytes, new NativeLong(bytes.length), answer, length));
            Pointer text = answer.getValue();
            try {
                return new String(text.getByteArray(0, (int) length.getValue()), StandardCharsets.UTF_8);
            } finally {
                matter.matter_free(text);
            }
        }

        @Override
        public void close() {
            check(matter.matter_close(handle));
        }
    }

    private static byte[] zeroEnded(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                json.append('\\').append(letter);
            } else if (letter < ' ') {
                json.append(String.format("\\u%04x", (int) letter));
            } else {
                json.append(letter);
            }
        }
        return json.append('"').toString();
    }

    private static String object(Map<String, String> fields) {
        StringBuilder json = new StringBuilder("{");
        for (Map.Entry<String, String> field : fields.entrySet()) {
            json.append(json.length() > 1 ? "," : "").append(quoted(field.getKey())).append(':').append(field.getValue());
        }
        return json.append('}').toString();
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        for (int i = 5; i < arguments.length; i++) {
            int at = arguments[i].indexOf('=');
            answers.put(arguments[i].substring(0, at), quoted(arguments[i].substring(at + 1)));
        }
        Map<String, String> request = new LinkedHashMap<>();
        request.put("matter", quoted(arguments[2]));
        request.put("at", quoted(arguments[3]));
        request.put("on", quoted(arguments[4]));
        request.put("answers", object(answers));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        try (Catalogue catalogue = new Catalogue(arguments[0], arguments[1])) {
            for (String operation : new String[] {"decide", "due", "venues"}) {
                out.print(catalogue.ask(operation, object(request)) + "\n");
            }
        }
    }
}
