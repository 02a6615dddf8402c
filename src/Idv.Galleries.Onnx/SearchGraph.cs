using System.Text;

namespace Idv.Galleries.Onnx;

/// <summary>
/// Writes the two ONNX graphs of the search, so that no file has to be shipped for them: a product of matrices followed by the choice of the best columns, and
/// a copy that leaves its output on the device. Field numbers are those of onnx.proto3.
/// </summary>
internal static class SearchGraph
{
    /// <summary>Names of inputs and outputs.</summary>
    public const string Probes = "probes", Templates = "templates", Count = "count", Scores = "scores", Rows = "rows", Copy = "copy";

    private const int IrVersion = 8;
    private const int OperatorSet = 13;
    private const int Float = 1;
    private const int Int64 = 7;
    private const int IntAttribute = 2;

    /// <summary>probes [b, d], templates [n, d], count [1] → scores [b, count], rows [b, count], best first.</summary>
    public static byte[] Search() => Model(
        [
            Node("Gemm", [Probes, Templates], ["similarities"], ("transB", 1)),
            Node("TopK", ["similarities", Count], [Scores, Rows], ("axis", -1), ("largest", 1), ("sorted", 1)),
        ],
        [Value(Probes, Float, "b", "d"), Value(Templates, Float, "n", "d"), Value(Count, Int64, "one")],
        [Value(Scores, Float, "b", "k"), Value(Rows, Int64, "b", "k")]);

    /// <summary>templates [n, d] → copy [n, d].</summary>
    public static byte[] Hold() => Model(
        [Node("Identity", [Templates], [Copy])], [Value(Templates, Float, "n", "d")], [Value(Copy, Float, "n", "d")]);

    private static byte[] Model(byte[][] nodes, byte[][] inputs, byte[][] outputs)
    {
        var graph = Join(
        [
            .. nodes.Select(node => Message(1, node)),
            Text(2, "search"),
            .. inputs.Select(input => Message(11, input)),
            .. outputs.Select(output => Message(12, output)),
        ]);
        return Join([Number(1, IrVersion), Message(7, graph), Message(8, Number(2, OperatorSet))]);
    }

    private static byte[] Node(string type, string[] inputs, string[] outputs, params (string Name, long Value)[] attributes) => Join(
    [
        .. inputs.Select(name => Text(1, name)),
        .. outputs.Select(name => Text(2, name)),
        Text(4, type),
        .. attributes.Select(attribute => Message(5, Join([Text(1, attribute.Name), Number(3, attribute.Value), Number(20, IntAttribute)]))),
    ]);

    private static byte[] Value(string name, int type, params string[] dimensions)
    {
        var shape = Join([.. dimensions.Select(dimension => Message(1, Text(2, dimension)))]);
        return Join([Text(1, name), Message(2, Message(1, Join([Number(1, type), Message(2, shape)])))]);
    }

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => Join([Varint((ulong)((field << 3) | 2)), Varint((ulong)content.Length), content]);

    private static byte[] Number(int field, long value) => Join([Varint((ulong)(field << 3)), Varint((ulong)value)]);

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static byte[] Join(byte[][] parts)
    {
        var joined = new byte[parts.Sum(part => part.Length)];
        var end = 0;
        foreach (var part in parts)
        {
            part.CopyTo(joined, end);
            end += part.Length;
        }

        return joined;
    }
}
