using System.Text;

namespace Idv.Inference;

/// <summary>Edits of an ONNX file that need no ONNX library.</summary>
internal static class OnnxGraph
{
    // Field numbers of onnx.proto3: ModelProto.graph = 7, GraphProto.output = 12, ValueInfoProto.name = 1; wire type 2.
    private const byte ModelGraph = (7 << 3) | 2;
    private const byte GraphOutput = (12 << 3) | 2;
    private const byte ValueName = (1 << 3) | 2;

    /// <summary>
    /// Makes inner activations outputs of the graph. A protocol buffer's message field that occurs twice is merged
    /// (protobuf encoding guide, "Last One Wins"), so a second, tiny <c>graph</c> appended to the file adds its outputs to
    /// the first one; the type is left out because ONNX Runtime infers it.
    /// </summary>
    public static byte[] ExposeActivations(byte[] model, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return model;
        }

        using var stream = new MemoryStream(model.Length + (names.Count * 64));
        stream.Write(model);
        foreach (var name in names)
        {
            var text = Encoding.UTF8.GetBytes(name);
            WriteField(stream, ModelGraph, Field(GraphOutput, Field(ValueName, text)));
        }

        return stream.ToArray();
    }

    private static byte[] Field(byte tag, byte[] content)
    {
        using var stream = new MemoryStream();
        WriteField(stream, tag, content);
        return stream.ToArray();
    }

    private static void WriteField(MemoryStream stream, byte tag, byte[] content)
    {
        stream.WriteByte(tag);
        var length = (uint)content.Length;
        while (length >= 0x80)
        {
            stream.WriteByte((byte)(length | 0x80));
            length >>= 7;
        }

        stream.WriteByte((byte)length);
        stream.Write(content);
    }
}
