using Idv.Tests;

namespace Idv.Inference.Tests;

public sealed class OnnxModelTests : IDisposable
{
    private readonly ModelCatalogue _catalogue =
        ModelCatalogue.Load([Path.Combine(SharedTestData.RepositoryRoot, "models", "manifest.json")]);

    public void Dispose() => _catalogue.Dispose();

    [Fact]
    public void The_same_input_gives_the_same_output_from_every_rented_run()
    {
        var model = _catalogue.Open("eye-state");
        using var first = model.Rent();
        using var second = model.Rent();
        Assert.NotSame(first, second);
        Fill(first);
        Fill(second);
        first.Execute();
        second.Execute();
        Assert.Equal(first.Output(0).ToArray(), second.Output(0).ToArray());
    }

    [Fact]
    public void A_run_reads_its_input_anew_each_time()
    {
        using var run = _catalogue.Open("eye-state").Rent();
        run.Input.Fill(0);
        run.Execute();
        var dark = run.Output(0).ToArray();
        Fill(run);
        run.Execute();
        Assert.NotEqual(dark, run.Output(0).ToArray());
    }

    [Fact]
    public void A_disposed_run_is_used_again_instead_of_a_new_one()
    {
        var model = _catalogue.Open("eye-state");
        var first = model.Rent();
        first.Dispose();
        using var second = model.Rent();
        Assert.Same(first, second);
    }

    [Fact]
    public void A_run_allocates_no_managed_memory()
    {
        using var run = _catalogue.Open("eye-state").Rent();
        Fill(run);
        run.Execute();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            run.Execute();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_model_of_varying_width_gives_outputs_of_the_width_asked_for()
    {
        var model = _catalogue.Open("ppocr-v4-recognition");
        using var narrow = model.Rent(new TensorShape(1, 3, 48, 160));
        using var wide = model.Rent(new TensorShape(1, 3, 48, 320));
        Assert.Equal([1, 20, 6625], narrow.OutputShape(0).ToArray());
        Assert.Equal([1, 40, 6625], wide.OutputShape(0).ToArray());
    }

    [Fact]
    public void Runs_on_several_threads_do_not_disturb_each_other()
    {
        var model = _catalogue.Open("eye-state");
        float[] expected;
        using (var run = model.Rent())
        {
            Fill(run);
            run.Execute();
            expected = run.Output(0).ToArray();
        }

        Parallel.For(0, 200, _ =>
        {
            using var run = model.Rent();
            Fill(run);
            run.Execute();
            Assert.Equal(expected, run.Output(0).ToArray());
        });
    }

    [Fact]
    public void An_exposed_activation_is_an_output_and_leaves_the_others_unchanged()
    {
        var bytes = File.ReadAllBytes(_catalogue.PathOf("face-embedder"));
        var card = _catalogue.Card("face-embedder") with { ExposedActivations = ["507"] };
        using var exposed = new OnnxModel(card, bytes, new InferenceOptions());
        Assert.Equal(["output", "507"], exposed.OutputNames);

        using var run = exposed.Rent();
        using var plain = _catalogue.Open("face-embedder").Rent();
        Fill(run);
        Fill(plain);
        run.Execute();
        plain.Execute();
        Assert.Equal(plain.Output("output").ToArray(), run.Output("output").ToArray());
        Assert.NotEmpty(run.Output("507").ToArray());
    }

    private static void Fill(ModelRun run)
    {
        var input = run.Input;
        for (var i = 0; i < input.Length; i++)
        {
            input[i] = (i * 37 % 256) / 256f;
        }
    }
}
