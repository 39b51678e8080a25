package dev.borealis.tests.simulation.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;

/** The program and its simulation, loaded anew with a mutation. */
final class MutatedProgram extends ClassLoader {
    private static final String OURS = "dev.borealis.";

    private final Mutation mutation;

    MutatedProgram(Mutation mutation) {
        super(MutatedProgram.class.getClassLoader());
        this.mutation = mutation;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? load(name) : loaded;
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            if (name.equals(mutation.className())) {
                bytes = mutation.apply(bytes);
            }
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /**
     * Runs a seed of a world.
     *
     * @param world a class with {@code public static String run(long seed)}
     * @throws Throwable what the run throws
     */
    void run(Class<?> world, long seed) throws Throwable {
        try {
            loadClass(world.getName()).getMethod("run", long.class).invoke(null, seed);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
