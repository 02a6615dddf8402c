namespace Idv.Inference;

/// <summary>The shape of a four-dimensional input tensor, in the order of the model's layout.</summary>
/// <param name="First">The batch.</param>
/// <param name="Second">Channels (NCHW) or height (NHWC).</param>
/// <param name="Third">Height (NCHW) or width (NHWC).</param>
/// <param name="Fourth">Width (NCHW) or channels (NHWC).</param>
public readonly record struct TensorShape(int First, int Second, int Third, int Fourth)
{
    /// <summary>The number of elements.</summary>
    public int Count => checked(First * Second * Third * Fourth);

    /// <summary>The dimensions as ONNX Runtime takes them.</summary>
    public long[] ToArray() => [First, Second, Third, Fourth];
}
