package dev.borealis.types.value;

import dev.borealis.types.Bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects the members of a jsonb object; of a key that comes again the last value stays. */
public final class JsonbObjectBuilder {
    private record Member(Bytes key, Jsonb value) {}

    private final List<Member> members = new ArrayList<>();

    /** Of equal keys the last one put wins. */
    public JsonbObjectBuilder put(Bytes key, Jsonb value) {
        members.add(new Member(key, value));
        return this;
    }

    public JsonbObjectBuilder put(String key, Jsonb value) {
        return put(Bytes.ofString(key), value);
    }

    /** As {@link #put} of each member. */
    public JsonbObjectBuilder putAll(Jsonb.Obj object) {
        for (int i = 0; i < object.size(); i++) {
            put(object.key(i), object.value(i));
        }
        return this;
    }

    /** The members in jsonb's order. */
    public Jsonb.Obj build() {
        if (members.isEmpty()) {
            return Jsonb.Obj.EMPTY;
        }
        // stable, so that the last of equal keys stays last
        members.sort((left, right) -> Jsonb.compareKeys(left.key, right.key));
        Bytes[] keys = new Bytes[members.size()];
        Jsonb[] values = new Jsonb[members.size()];
        int count = 0;
        for (Member member : members) {
            if (count > 0 && keys[count - 1].equals(member.key)) {
                count--;
            }
            keys[count] = member.key;
            values[count++] = member.value;
        }
        return new Jsonb.Obj(Arrays.copyOf(keys, count), Arrays.copyOf(values, count));
    }
}
