import { describe, expect, it } from 'vitest';
import { findJava, javaVersionOf } from './java.ts';

describe('the Java that Kafka runs on', () => {
  it('is known by its feature number, also where that comes second', () => {
    expect(javaVersionOf('openjdk version "17.0.15" 2025-04-15')).toBe(17);
    expect(javaVersionOf('java version "1.8.0_392"')).toBe(8);
    expect(javaVersionOf('openjdk version "25" 2025-09-16')).toBe(25);
    expect(javaVersionOf('sh: java: not found')).toBeUndefined();
  });

  it('is asked for in one sentence that names what to install where there is none', async () => {
    await expect(findJava({ JAVA_HOME: '/nowhere' })).rejects.toMatchObject({
      code: 'java-missing',
      message: expect.stringMatching(/^Apache Kafka needs Java 17 or newer .* install one .*\.$/),
    });
  });
});
