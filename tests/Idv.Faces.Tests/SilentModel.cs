using System.Security.Cryptography;
using System.Text;

namespace Idv.Faces.Tests;

/// <summary>ONNX models that answer NaN whatever they see, written byte by byte (onnx.proto3), to see what the engine makes of them.</summary>
internal static class SilentModel
{
    /// <summary>Writes a pack with one model of NaN outputs.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="id">The model's id.</param>
    /// <param name="task">The model's task.</param>
    /// <param name="input">The input's shape.</param>
    /// <param name="extra">Further members of the card as JSON.</param>
    /// <param name="outputs">Each output's name and shape.</param>
    public static void Write(string folder, string id, string task, int[] input, string extra, params (string Name, int[] Shape)[] outputs)
    {
        Directory.CreateDirectory(folder);
        var bytes = Model(input, outputs);
        File.WriteAllBytes(Path.Combine(folder, "nan.onnx"), bytes);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), $$"""
            { "models": [ {
              "id": "{{id}}", "version": "nan", "task": "{{task}}", "file": "nan.onnx",
              "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(bytes))}}",
              "source": { "package": "test", "version": "1" }, "licence": "Apache-2.0",
              "input": { "shape": [{{string.Join(',', input)}}], "layout": "NCHW", "channels": "RGB", "mean": [0,0,0], "scale": [1,1,1], "crop": "any" },
              "outputs": { "any": "NaN" }{{extra}} } ] }
            """);
    }

    private static byte[] Model(int[] input, (string Name, int[] Shape)[] outputs)
    {
        var graph = new List<byte>();
        foreach (var (name, shape) in outputs)
        {
            var values = Enumerable.Repeat(BitConverter.GetBytes(float.NaN), shape.Aggregate(1, (product, side) => product * side)).SelectMany(value => value).ToArray();
            byte[] tensor = [.. shape.SelectMany(side => Number(1, side)), .. Number(2, 1), .. Field(9, values)];
            byte[] attribute = [.. Field(1, "value"u8), .. Field(5, tensor), .. Number(20, 4)];
            graph.AddRange(Field(1, [.. Field(2, Encoding.UTF8.GetBytes(name)), .. Field(4, "Constant"u8), .. Field(5, attribute)]));
        }

        graph.AddRange(Field(2, "silent"u8));
        graph.AddRange(Field(11, Value("input", input)));
        foreach (var (name, shape) in outputs)
        {
            graph.AddRange(Field(12, Value(name, shape)));
        }

        return [.. Number(1, 7), .. Field(8, Number(2, 13)), .. Field(7, [.. graph])];
    }

    private static byte[] Value(string name, int[] shape)
    {
        var dimensions = shape.SelectMany(side => Field(1, Number(1, side))).ToArray();
        return [.. Field(1, Encoding.UTF8.GetBytes(name)), .. Field(2, Field(1, [.. Number(1, 1), .. Field(2, dimensions)]))];
    }

    private static byte[] Number(int field, int value) => [.. Variable(field << 3), .. Variable(value)];

    private static byte[] Field(int field, ReadOnlySpan<byte> content) => [.. Variable((field << 3) | 2), .. Variable(content.Length), .. content];

    private static byte[] Variable(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}
