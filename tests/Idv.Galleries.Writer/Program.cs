using Idv.Galleries;
using Idv.Galleries.Writer;

// Changes a gallery from several threads until it is killed, and prints each change once it is acknowledged:
//   writer FOLDER ROUND          "+id" enrolled, "-id" deleted, "=id" replaced
//   writer FOLDER fill           enrols until the disk is full, prints "full COUNT", searches once more and prints "found"
var options = new GalleryOptions
{
    Model = "crash-test/1",
    Dimension = 32,
    KeyRing = new WriterKeyRing(),
    SegmentBytes = 1 << 20,
    CompactAtDeadShare = 0.05,
    CompactFromDeadTemplates = 20,
};
using var gallery = Gallery.Open(args[0], options);
var console = new Lock();

if (args[1] == "fill")
{
    Fill();
    return 0;
}

Console.WriteLine("ready");
var threads = Enumerable.Range(0, 4).Select(worker => new Thread(() => Change(worker))).ToArray();
Array.ForEach(threads, thread => thread.Start());
Array.ForEach(threads, thread => thread.Join());
return 0;

void Change(int worker)
{
    for (var n = 0; ; n++)
    {
        var id = $"round-{args[1]}-worker-{worker}-{n}";
        gallery.Enrol(Known(id, id));
        Acknowledge('+', id);
        if (n % 3 == 0)
        {
            gallery.Delete(id);
            Acknowledge('-', id);
        }
        else if (n % 3 == 1)
        {
            gallery.Replace(Known(id, id + " replaced"));
            Acknowledge('=', id);
        }
    }
}

void Fill()
{
    var enrolled = 0;
    try
    {
        while (true)
        {
            var id = $"s{enrolled}";
            gallery.Enrol(Known(id, id));
            enrolled++;
        }
    }
    catch (GalleryException failure) when (failure.Fault == GalleryFault.DiskFull)
    {
        Console.WriteLine($"full {enrolled}");
    }

    var found = gallery.Search(new Template(options.Model, KnownVector.Of("s7 0", options.Dimension))).Candidates[0];
    Console.WriteLine(found is { SubjectId: "s7", Similarity: > 0.9999f } ? "found" : "lost");
}

Enrolment Known(string id, string text) => new()
{
    SubjectId = id,
    Templates = [.. Enumerable.Range(0, 1 + (text.Length % 3)).Select(i => new Template(options.Model, KnownVector.Of($"{text} {i}", options.Dimension)))],
};

void Acknowledge(char sign, string id)
{
    lock (console)
    {
        Console.Out.WriteLine(sign + id);
        Console.Out.Flush();
    }
}
