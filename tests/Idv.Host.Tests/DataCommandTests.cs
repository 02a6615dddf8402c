using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Idv.Host.Tests;

/// <summary>An operator's day: serve, verify, back up, check, rotate keys, damage, restore - with the program as it is shipped.</summary>
[Collection(SampleCollection.Name)]
public sealed class DataCommandTests(Samples samples) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-operator-").FullName;

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_verification_survives_a_restart_a_key_rotation_and_a_restore_and_nothing_of_it_is_in_the_log()
    {
        var (id, log) = await ServeAsync(async client =>
        {
            using var form = new MultipartFormDataContent
            {
                { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Passport)), "front", "eriksson-passport.jpg" },
                { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Selfie)), "selfie", "selfie.jpg" },
                { new StringContent("""{ "name": "Anna Maria Eriksson" }"""), "expected" },
                { new StringContent("customer-Wetterstrand"), "externalUserId" },
            };
            var report = await RunningAppliance.ReadAsync(await client.PostAsync("/v1/verifications", form), HttpStatusCode.OK);
            await client.GetAsync("/v1/verifications?search=Wetterstrand");
            using var broken = new MultipartFormDataContent { { new ByteArrayContent("Eriksson is no picture"u8.ToArray()), "image", "x.jpg" } };
            await client.PostAsync("/v1/faces/detect", broken);
            return report.GetProperty("id").GetString()!;
        });

        string[] secrets = ["eriksson", "anna", "wetterstrand", "L898902C3", "demo-api-key", "890812", "1989-08-12", Convert.ToBase64String(File.ReadAllBytes(samples.Selfie))[..40]];
        var logged = log.Replace("API key 'demo-api-key'", "", StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, logged, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("POST /v1/verifications answered 200", log, StringComparison.Ordinal);

        var backup = Path.Combine(_folder, "backup");
        await SucceedAsync("backup", backup, "--data", Data);
        Assert.Contains("chain intact", await SucceedAsync("audit", "verify", "--data", Data), StringComparison.Ordinal);
        await SucceedAsync("keys", "rotate", "--data", Data, "--tenant", "demo");
        Assert.Contains("audit log", await SucceedAsync("doctor", "--data", Data), StringComparison.Ordinal);

        var restored = Path.Combine(_folder, "restored");
        await SucceedAsync("restore", backup, "--data", restored);
        File.Copy(Path.Combine(Data, "master.key"), Path.Combine(restored, "master.key"));
        await SucceedAsync("doctor", "--data", restored);
        var (read, _) = await ServeAsync(async client => await (await client.GetAsync($"/v1/verifications/{id}")).Content.ReadAsStringAsync(), restored);
        Assert.Equal("approved", JsonDocument.Parse(read).RootElement.GetProperty("decision").GetString());
    }

    [Fact]
    public async Task A_picture_that_was_tampered_with_is_found_by_the_doctor()
    {
        await ServeAsync(async client =>
        {
            using var form = new MultipartFormDataContent
            {
                { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Passport)), "front", "passport.jpg" },
                { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Selfie)), "selfie", "selfie.jpg" },
            };
            return await (await client.PostAsync("/v1/verifications", form)).Content.ReadAsStringAsync();
        });
        var blob = Directory.EnumerateFiles(Path.Combine(Data, "blobs"), "*", SearchOption.AllDirectories).MaxBy(file => new FileInfo(file).Length)!;
        var bytes = await File.ReadAllBytesAsync(blob);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(blob, bytes);
        var (code, output, _) = await IdvProgram.RunAsync("doctor", "--data", Data);
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("do not open", output.Replace(Environment.NewLine, " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_master_key_stops_the_start_and_the_needed_key_is_named()
    {
        await ServeAsync(_ => Task.FromResult(""));
        var needed = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Data, "master.key"))).RootElement.GetProperty("Active").GetString()!;
        var other = Convert.ToBase64String(new byte[32]);
        await File.WriteAllTextAsync(Path.Combine(Data, "master.key"), JsonSerializer.Serialize(new { Active = "other", Keys = new { other } }));
        using var program = IdvProgram.Start(new Dictionary<string, string>(), "serve", "--demo", "--data", Data, "--urls", "http://127.0.0.1:0");
        var (code, _, error) = await program.EndAsync();
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains(needed, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotating_the_master_key_keeps_verifications_and_galleries_readable_and_forgets_the_old_key()
    {
        await ServeAsync(async client =>
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Selfie)), "image", "selfie.jpg" } };
            return (await client.PutAsync("/v1/galleries/staff/subjects/anna", form)).StatusCode.ToString();
        });
        var before = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Data, "master.key"))).RootElement.GetProperty("Active").GetString()!;
        await SucceedAsync("keys", "rotate", "--data", Data);
        Assert.DoesNotContain(before, await File.ReadAllTextAsync(Path.Combine(Data, "master.key")), StringComparison.Ordinal);
        var (found, _) = await ServeAsync(async client =>
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Selfie)), "image", "selfie.jpg" } };
            return await (await client.PostAsync("/v1/galleries/staff/search", form)).Content.ReadAsStringAsync();
        });
        Assert.Equal("anna", JsonDocument.Parse(found).RootElement.GetProperty("candidates")[0].GetProperty("subject").GetString());
    }

    [Fact]
    public async Task Migrating_twice_says_that_nothing_is_left_to_do()
    {
        await SucceedAsync("migrate", "--data", Data);
        Assert.Contains("up to date", await SucceedAsync("migrate", "--data", Data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restoring_over_data_is_refused()
    {
        await ServeAsync(_ => Task.FromResult(""));
        var backup = Path.Combine(_folder, "backup");
        await SucceedAsync("backup", backup, "--data", Data);
        var (code, _, error) = await IdvProgram.RunAsync("restore", backup, "--data", Data);
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("holds data already", error, StringComparison.Ordinal);
    }

    private static async Task<string> SucceedAsync(params string[] arguments)
    {
        var (code, output, error) = await IdvProgram.RunAsync(arguments);
        Assert.True(code == ExitCodes.Success, $"idv {string.Join(' ', arguments)} ended with {code}: {output}{error}");
        return output;
    }

    private async Task<(string Result, string Log)> ServeAsync(Func<HttpClient, Task<string>> work, string? data = null)
    {
        using var program = IdvProgram.Start(new Dictionary<string, string>(), "serve", "--demo", "--data", data ?? Data, "--urls", "http://127.0.0.1:0");
        var line = await program.FirstLineAsync();
        using var client = new HttpClient { BaseAddress = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-api-key");
        var result = await work(client);
        program.Terminate();
        var (code, output, error) = await program.EndAsync();
        Assert.Equal(ExitCodes.Success, code);
        return (result, new StringBuilder(output).Append(error).ToString());
    }
}
