namespace Idv.Imaging.Native;

/// <summary>Runs a native call that reads one image and writes another.</summary>
internal static unsafe class NativeCall
{
    /// <summary>A native call from one pinned image to another.</summary>
    public delegate NativeStatus Body(NativeImage* source, NativeImage* target);

    /// <summary>
    /// Rents the target, runs the call, and gives the target to the caller; on every failure the target goes back to its pool.
    /// </summary>
    public static Image Transform(Image source, int width, int height, PixelFormat format, string operation, Body body)
    {
        var target = Image.Rent(width, height, format);
        try
        {
            fixed (byte* sourcePixels = source.Pixels, targetPixels = target.Pixels)
            {
                var sourceView = new NativeImage(source, sourcePixels);
                var targetView = new NativeImage(target, targetPixels);
                body(&sourceView, &targetView).ThrowOnFailure(operation);
            }

            return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }
}
