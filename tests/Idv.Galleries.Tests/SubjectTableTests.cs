using System.Text;
using FsCheck;
using Idv.Galleries.Index;
using Idv.Galleries.Storage;

namespace Idv.Galleries.Tests;

public class SubjectTableTests
{
    [Fact]
    public void Every_identifier_is_found_under_its_own_ordinal()
    {
        var table = new SubjectTable();
        var ids = Enumerable.Range(0, 20_000).Select(i => Encoding.UTF8.GetBytes(new string('x', i % 240) + i)).ToArray();
        var ordinals = ids.Select(id => table.FindOrAdd(id)).ToArray();

        Assert.Equal(Enumerable.Range(0, ids.Length), ordinals);
        Assert.All(ids, (id, i) => Assert.Equal((i, i), (table.Find(id), table.FindOrAdd(id))));
        Assert.All(ids, (id, i) => Assert.True(table.Utf8(i).SequenceEqual(id)));
        Assert.Equal(-1, table.Find("nobody"u8));
    }

    [Fact]
    public void Equal_sets_of_tags_share_a_number_whatever_their_order_and_others_do_not()
    {
        var table = new TagTable();
        var first = table.Intern(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        Assert.Equal(first, table.Intern(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }));
        Assert.NotEqual(first, table.Intern(new Dictionary<string, string> { ["a"] = "1", ["b"] = "3" }));
        Assert.NotEqual(
            table.Intern(new Dictionary<string, string> { ["a"] = "1:b1" }), table.Intern(new Dictionary<string, string> { ["a"] = "", ["1:b1"] = "" }));
    }

    [Fact]
    public void A_subject_record_is_read_as_it_was_written_and_never_from_other_bytes()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<byte[]>(), (date, noise) =>
        {
            var subject = new SubjectRecord("anna"u8.ToArray(), date, new Dictionary<string, string> { ["tenant"] = "t", ["ü"] = "" });
            var bytes = new byte[SubjectRecordCodec.Length(subject)];
            SubjectRecordCodec.Write(subject, bytes);
            return SubjectRecordCodec.TryRead(bytes, out var read)
                && read.Id.SequenceEqual(subject.Id) && read.EnrolledAt == date && read.Tags.Count == 2 && read.Tags["ü"].Length == 0
                && !SubjectRecordCodec.TryRead(bytes[..^1], out _)
                && (noise.Length == 0 || !SubjectRecordCodec.TryRead([.. bytes, .. noise], out _));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_check_value_of_CRC_32C_is_that_of_RFC_3720() => Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
}
