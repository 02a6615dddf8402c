namespace Idv.Imaging.Tests.Files;

/// <summary>Small files that no encoder of this project writes, made from pictures that a program drew for these tests.</summary>
internal static class EncodedFiles
{
    /// <summary>YCCK with Adobe's marker, 16×16: the left half red, the right half blue at half black.</summary>
    public static byte[] YcckJpeg() => Convert.FromBase64String(
        "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/9" +
        "sAQwECAgICAgIFAwMFCgcGBwoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoK/8AAFAgAEAAQBAERAAIRAQMRAQQR" +
        "AP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJD" +
        "NicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4" +
        "ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/EAB8BAAMBAQEBAQEBAQEAAAAAAAABAgMEBQYHCAkKC//EALURAAIBAgQEAwQHBQ" +
        "QEAAECdwABAgMRBAUhMQYSQVEHYXETIjKBCBRCkaGxwQkjM1LwFWJy0QoWJDThJfEXGBkaJicoKSo1Njc4OTpDREVGR0hJSlNUVVZXWFlaY2RlZmdoaWpz" +
        "dHV2d3h5eoKDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uLj5OXm5+jp6vLz9PX29/j5+v/aAA4EAQACEQ" +
        "MRBAAAPwD7Mr+rD/n/AD9/K+vK/wCVM/6VD8A6+Q6/6rD/AJqz9/K+vK/5Uz/pUPwDr//Z");

    /// <summary>Progressive, 64×48: the colour gradient of <see cref="Pictures.Gradient"/>.</summary>
    public static byte[] ProgressiveJpeg() => Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQFxQYGBcUFhYaHSUfGhsjHBYWICwgIyYnKSopGR8tMC0oMCUoKS" +
        "j/2wBDAQcHBwoIChMKChMoGhYaKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCj/wgARCAAwAEADASIAAhEBAxEB" +
        "/8QAFwABAQEBAAAAAAAAAAAAAAAAAwIGB//EABkBAQEAAwEAAAAAAAAAAAAAAAMCAAQFAf/aAAwDAQACEAMQAAAB5gyN5hsjJBsjJBsjIeeZG52+b2yHDW" +
        "yRDWyRn2RudvGyMkGyMhmyNcf/xAAVEAEBAAAAAAAAAAAAAAAAAAABAP/aAAgBAQABBQIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIL/" +
        "xAAVEQEBAAAAAAAAAAAAAAAAAAABAP/aAAgBAwEBPwFJJJJJJJJJJJL/xAAVEQEBAAAAAAAAAAAAAAAAAAABAP/aAAgBAgEBPwEYYYYYYYYYYYb/xAAUEA" +
        "EAAAAAAAAAAAAAAAAAAABQ/9oACAEBAAY/AkP/xAAUEAEAAAAAAAAAAAAAAAAAAABQ/9oACAEBAAE/IUFVVfVVVVVVVVX1VVf/2gAMAwEAAgADAAAAEA8M" +
        "NfLTTAQMc//EABQRAQAAAAAAAAAAAAAAAAAAADD/2gAIAQMBAT8QRFQVT//EABQRAQAAAAAAAAAAAAAAAAAAADD/2gAIAQIBAT8QRVVVX//EABUQAQEAAA" +
        "AAAAAAAAAAAAAAAABh/9oACAEBAAE/EJppppppppooppppppppppppppppppppppppppoopppppppppv/Z");

    /// <summary>Lossy, 64×48: the colour gradient of <see cref="Pictures.Gradient"/>.</summary>
    public static byte[] LossyWebP() => Convert.FromBase64String(
        "UklGRsYAAABXRUJQVlA4ILoAAABQCACdASpAADAAPm02lUg4IyIvqAgDAA2JZwC7M3IGUBTlF0Vv/RJ+xfwE8nhjhobNS0xd/zZWUe5LwQzY/1R15JIM01" +
        "XQ68gf8oAA/v5ucE628yoPgftu4LSh4Xw4yqb5UaugdKOseNufq2eBSaK+PF4Enn0PPOQ/oOVDMW97UxPEslZbRKgbMHx8ViEq/Mz9fKeXVop+G93NJVpU" +
        "jXieX8MQn5rX4H6+3nigdnknSsSgSjRpSo6wAAA=");

    /// <summary>Lossless, 8×8: red, in columns 0-3 opaque, 4-5 half transparent, 6-7 transparent.</summary>
    public static byte[] TransparentWebP() => Convert.FromBase64String(
        "UklGRioAAABXRUJQVlA4TB0AAAAvB8ABEBcQ8x8CgqLnTA8uiAWTa/4eiaYQ0f/IAQA=");
}
