using System.Buffers.Binary;
using System.Numerics.Tensors;

namespace Idv.Faces.Embedding;

/// <summary>How a template's vector is stored.</summary>
public enum FaceTemplateFormat : byte
{
    /// <summary>Four bytes a coordinate, nothing lost.</summary>
    Float32 = 1,

    /// <summary>Two bytes a coordinate, IEEE 754 binary16.</summary>
    Float16 = 2,

    /// <summary>One byte a coordinate, in steps of the largest coordinate's 127th part.</summary>
    Int8 = 3,
}

/// <summary>
/// Templates as bytes: the format, a zero, the dimension (two bytes) and the coordinates; little-endian. A template is a direction, so that
/// no scale is stored. What each format costs in accuracy is in docs/accuracy.md. The model is not among the bytes: whoever stores
/// a template stores its model beside it.
/// </summary>
public static class FaceTemplateEncoding
{
    private const int HeaderLength = 4;
    private const int LargestDimension = 4096;

    /// <summary>The number of bytes that a vector takes.</summary>
    public static int LengthOf(int dimension, FaceTemplateFormat format) => HeaderLength + format switch
    {
        FaceTemplateFormat.Float32 => dimension * sizeof(float),
        FaceTemplateFormat.Float16 => dimension * 2,
        FaceTemplateFormat.Int8 => dimension,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such template format."),
    };

    /// <summary>The template as bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such format.</exception>
    public static byte[] Encode(FaceTemplate template, FaceTemplateFormat format)
    {
        var vector = template.Vector;
        var bytes = new byte[LengthOf(vector.Length, format)];
        bytes[0] = (byte)format;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2), (ushort)vector.Length);
        var body = bytes.AsSpan(HeaderLength);
        var step = MathF.Abs(TensorPrimitives.MaxMagnitude(vector)) / sbyte.MaxValue;
        for (var i = 0; i < vector.Length; i++)
        {
            switch (format)
            {
                case FaceTemplateFormat.Float32:
                    BinaryPrimitives.WriteSingleLittleEndian(body[(i * sizeof(float))..], vector[i]);
                    break;
                case FaceTemplateFormat.Float16:
                    BinaryPrimitives.WriteHalfLittleEndian(body[(i * 2)..], (Half)vector[i]);
                    break;
                default:
                    body[i] = (byte)(sbyte)Math.Clamp(MathF.Round(vector[i] / step), -sbyte.MaxValue, sbyte.MaxValue);
                    break;
            }
        }

        return bytes;
    }

    /// <summary>The template of bytes, scaled to length 1 again.</summary>
    /// <param name="modelId">The embedder's id.</param>
    /// <param name="modelVersion">The embedder's version.</param>
    /// <param name="bytes">What <see cref="Encode"/> made.</param>
    /// <exception cref="FormatException">The bytes are no template.</exception>
    public static FaceTemplate Decode(string modelId, string modelVersion, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength
            || bytes[0] is < (byte)FaceTemplateFormat.Float32 or > (byte)FaceTemplateFormat.Int8
            || bytes[1] != 0
            || BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]) is var dimension && (dimension is 0 or > LargestDimension || bytes.Length != LengthOf(dimension, (FaceTemplateFormat)bytes[0])))
        {
            throw new FormatException("The bytes are no face template: their header or their length is wrong.");
        }

        var format = (FaceTemplateFormat)bytes[0];
        var body = bytes[HeaderLength..];
        var vector = new float[dimension];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = format switch
            {
                FaceTemplateFormat.Float32 => BinaryPrimitives.ReadSingleLittleEndian(body[(i * sizeof(float))..]),
                FaceTemplateFormat.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(body[(i * 2)..]),
                _ => (sbyte)body[i],
            };
        }

        try
        {
            return new FaceTemplate(modelId, modelVersion, vector);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException("The bytes are no face template: the vector is not finite or zero.", exception);
        }
    }
}
