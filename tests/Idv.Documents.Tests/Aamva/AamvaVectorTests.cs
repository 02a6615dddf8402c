using System.Text.Json;
using Idv.Documents.Aamva;
using Idv.Tests;

namespace Idv.Documents.Tests.Aamva;

/// <summary>The expectations of public AAMVA projects' test vectors.</summary>
public sealed class AamvaVectorTests
{
    private const double Goal = 0.99;

    [Fact]
    public void Nearly_every_expected_field_of_the_shared_vectors_is_right()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(SharedTestData.Require("documents", "aamva.json")));
        var wrong = new List<string>();
        var fields = 0;
        foreach (var vector in vectors.RootElement.EnumerateArray())
        {
            var record = AamvaParser.Parse(vector.GetProperty("raw").GetString()).Record;
            Assert.NotNull(record);
            foreach (var (name, expected, actual) in AamvaExpectations.Compare(vector.GetProperty("expected"), record))
            {
                fields++;
                if (!expected.Equals(actual, StringComparison.OrdinalIgnoreCase))
                {
                    wrong.Add($"{vector.GetProperty("id").GetString()} {name}: expected {expected}, got {actual}");
                }
            }
        }

        var right = (fields - wrong.Count) / (double)fields;
        Assert.True(right >= Goal, $"{right:0.0000} of {fields} fields: {string.Join("; ", wrong)}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{right:0.0000} of {fields} fields: {string.Join("; ", wrong)}");
    }
}
