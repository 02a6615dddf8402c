using System.Net;
using System.Net.Sockets;

namespace Idv.Host.Tests;

public sealed class ServeCommandTests
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    [Fact]
    public async Task It_says_once_where_it_listens_answers_ready_and_ends_with_0_on_SIGTERM()
    {
        using var program = IdvProgram.Start(NoEnvironment, "serve", "--demo", "--urls", "http://127.0.0.1:0");
        var line = await program.FirstLineAsync();
        var address = line[line.IndexOf("http", StringComparison.Ordinal)..];
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);

        program.Terminate();
        var (code, output, error) = await program.EndAsync();

        Assert.Equal(ExitCodes.Success, code);
        Assert.Equal(line, output.Trim());
        Assert.Contains("DEMO", error);
    }

    [Fact]
    public async Task A_request_that_was_accepted_before_SIGTERM_is_answered()
    {
        using var program = IdvProgram.Start(NoEnvironment, "serve", "--demo", "--urls", "http://127.0.0.1:0");
        var line = await program.FirstLineAsync();
        var address = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port);
        await using var stream = socket.GetStream();
        var body = """{"lines":["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<","L898902C36UTO7408122F1204159ZE184226B<<<<<10"]}""";
        var head = $"POST /v1/documents/mrz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-api-key\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(head + body[..20]));
        await stream.FlushAsync();
        await Task.Delay(300);

        program.Terminate();
        await Task.Delay(300);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(body[20..]));
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync());
        Assert.Equal(ExitCodes.Success, (await program.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_1()
    {
        using var occupant = new TcpListener(IPAddress.Loopback, 0);
        occupant.Start();
        var (code, _, error) = await IdvProgram.RunAsync("serve", "--urls", $"http://127.0.0.1:{((IPEndPoint)occupant.LocalEndpoint).Port}");
        Assert.Equal(ExitCodes.Failure, code);
        Assert.Contains("address already in use", error);
        Assert.Contains("--urls", error);
        Assert.DoesNotContain("   at ", error);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://example.org:0")]
    public async Task The_demonstration_refuses_to_leave_the_machine(string url)
    {
        var (code, _, error) = await IdvProgram.RunAsync("serve", "--demo", "--urls", url);
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("loopback", error);
    }

    [Fact]
    public async Task An_unknown_setting_in_the_environment_stops_the_start_and_is_named()
    {
        using var program = IdvProgram.Start(new Dictionary<string, string> { ["IDV_Engine__Treads"] = "2" }, "serve", "--demo", "--urls", "http://127.0.0.1:0");
        var (code, _, error) = await program.EndAsync();
        Assert.Equal(ExitCodes.Usage, code);
        Assert.Contains("'Engine:Treads'", error);
    }

    [Fact]
    public async Task An_altered_model_stops_the_start_with_exit_code_1_and_both_hashes()
    {
        var folder = Directory.CreateTempSubdirectory("idv-altered-").FullName;
        try
        {
            var manifest = File.ReadAllText(Inference.ModelCatalogue.FindDefaultManifest());
            var models = Path.GetDirectoryName(Inference.ModelCatalogue.FindDefaultManifest())!;
            File.WriteAllText(
                Path.Combine(folder, "manifest.json"),
                manifest.Replace("\"node_modules/", $"\"{models}/node_modules/").Replace("6c0256cc", "00000000"));
            using var program = IdvProgram.Start(
                new Dictionary<string, string> { ["IDV_Engine__ModelPaths__0"] = folder }, "serve", "--demo", "--urls", "http://127.0.0.1:0");
            var (code, _, error) = await program.EndAsync();
            Assert.Equal(ExitCodes.Failure, code);
            Assert.Contains("6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854", error);
            Assert.Contains("000000", error);
            Assert.DoesNotContain("   at ", error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
