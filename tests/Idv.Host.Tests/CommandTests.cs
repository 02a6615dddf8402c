using System.Text.Json;

namespace Idv.Host.Tests;

[Collection(SampleCollection.Name)]
public sealed class CommandTests(Samples samples)
{
    [Fact]
    public async Task Verify_approves_the_genuine_pair_and_ends_with_0()
    {
        var (code, output, _) = await IdvProgram.RunAsync("verify", samples.Passport, samples.Selfie, "--name", "Anna Maria Eriksson", "--json");
        using var report = JsonDocument.Parse(output);
        Assert.Equal("approved", report.RootElement.GetProperty("decision").GetString());
        Assert.Equal(ExitCodes.Success, code);
    }

    [Fact]
    public async Task Verify_declines_an_impostor_and_ends_with_3()
    {
        var (code, output, _) = await IdvProgram.RunAsync("verify", samples.Passport, samples.Impostor);
        Assert.Equal(ExitCodes.Declined, code);
        Assert.Contains("DECLINED", output);
        Assert.Contains("face-match", output);
    }

    [Fact]
    public async Task Compare_ends_with_3_for_different_people()
    {
        var (code, output, _) = await IdvProgram.RunAsync("compare", samples.Selfie, samples.Impostor);
        Assert.Equal(ExitCodes.Declined, code);
        Assert.Contains("NO MATCH", output);
    }

    [Fact]
    public async Task Mrz_parses_lines_without_loading_a_model()
    {
        var (code, output, _) = await IdvProgram.RunAsync(
            "mrz", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10", "--json");
        using var mrz = JsonDocument.Parse(output);
        Assert.Equal("TD3", mrz.RootElement.GetProperty("format").GetString());
        Assert.Equal(ExitCodes.Success, code);
    }

    [Fact]
    public async Task Mrz_reads_the_zone_of_a_photographed_passport()
    {
        var (code, output, _) = await IdvProgram.RunAsync("mrz", samples.Passport);
        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("ERIKSSON", output);
    }

    [Fact]
    public async Task Document_read_shows_the_fields_of_both_sides_and_the_checks()
    {
        var (code, output, _) = await IdvProgram.RunAsync(
            "document", "read", Path.Combine(samples.Folder, "no-mrz.jpg"), "--back", Path.Combine(samples.Folder, "licence-back.jpg"), "--json");
        using var document = JsonDocument.Parse(output);
        Assert.Equal(ExitCodes.Success, code);
        Assert.Equal("driving-licence", document.RootElement.GetProperty("type").GetString());
        Assert.Equal("PDF417", document.RootElement.GetProperty("barcode").GetProperty("format").GetString());
        Assert.Equal("back", document.RootElement.GetProperty("barcode").GetProperty("image").GetString());
    }

    [Fact]
    public async Task Document_aamva_reads_the_barcode_of_a_picture()
    {
        var (code, output, _) = await IdvProgram.RunAsync("document", "aamva", Path.Combine(samples.Folder, "licence-back.jpg"));
        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("documentNumber", output);
    }

    [Fact]
    public async Task Document_mrz_is_the_same_command_as_mrz()
    {
        var (code, output, _) = await IdvProgram.RunAsync(
            "document", "mrz", "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
        Assert.Equal(ExitCodes.Success, code);
        Assert.Contains("ERIKSSON", output);
    }

    [Fact]
    public async Task Doctor_finds_this_machine_fit()
    {
        var data = Path.Combine(samples.Folder, "doctor-data");
        var (code, output, _) = await IdvProgram.RunAsync("doctor", "--data", data, "--json");
        using var findings = JsonDocument.Parse(output);
        Assert.Equal(ExitCodes.Success, code);
        Assert.All(findings.RootElement.EnumerateArray(), finding => Assert.NotEqual("problem", finding.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Doctor_says_what_to_do_about_a_data_folder_that_cannot_be_written()
    {
        var (code, output, _) = await IdvProgram.RunAsync("doctor", "--data", "/proc/nowhere");
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("Storage:Path", output);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("verify", "a.jpg")]
    [InlineData("compare", "a.jpg", "b.jpg", "--fmr", "often")]
    [InlineData("verify", "a.jpg", "b.jpg", "--birth-date", "yesterday")]
    [InlineData("no-such-command")]
    [InlineData("serve", "--urls", "ftp://x")]
    [InlineData("serve", "--config", "/no/such/file.json")]
    [InlineData("compare", "/dev/null", "/dev/null", "--fmr", "1e-30")]
    public async Task Bad_usage_is_told_in_a_line_and_ends_with_2(params string[] arguments)
    {
        var (code, output, error) = await IdvProgram.RunAsync(arguments);
        Assert.Equal(ExitCodes.Usage, code);
        Assert.StartsWith("error: ", error);
        Assert.DoesNotContain("   at ", error);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("/no/such/picture.jpg", "does not exist")]
    [InlineData("/dev/null", "empty")]
    [InlineData("/etc/hostname", "front")]
    public async Task A_file_that_is_no_picture_is_told_in_a_line_and_ends_with_1(string file, string reason)
    {
        var (code, _, error) = await IdvProgram.RunAsync("verify", file, samples.Selfie);
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains(reason, error);
        Assert.DoesNotContain("   at ", error);
    }
}
