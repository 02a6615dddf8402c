using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Idv.Host.Tests;

[Collection(SampleCollection.Name)]
public sealed class VerificationApiTests(RunningAppliance appliance, Samples samples)
{
    [Fact]
    public async Task A_verification_can_be_read_again_as_it_was_answered()
    {
        var answered = await RunningAppliance.ReadAsync(await CreateAsync(), HttpStatusCode.OK);
        var read = await RunningAppliance.ReadAsync(await appliance.Client.GetAsync(PathOf(answered)), HttpStatusCode.OK);
        Assert.Equal(answered.GetRawText(), read.GetRawText());
        Assert.Equal("completed", read.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Whoever_prefers_not_to_wait_is_told_where_to_look()
    {
        var response = await CreateAsync(request => request.Headers.TryAddWithoutValidation("Prefer", "respond-async"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("respond-async", response.Headers.GetValues("Preference-Applied").Single());
        var report = await RunningAppliance.ReadAsync(await appliance.Client.GetAsync(response.Headers.Location), HttpStatusCode.OK);
        while (report.GetProperty("state").GetString() == "processing")
        {
            await Task.Delay(100);
            report = await RunningAppliance.ReadAsync(await appliance.Client.GetAsync(response.Headers.Location), HttpStatusCode.OK);
        }

        Assert.Equal("approved", report.GetProperty("decision").GetString());
    }

    [Fact]
    public async Task The_history_tells_every_step_in_order()
    {
        var verification = await RunningAppliance.ReadAsync(await CreateAsync(), HttpStatusCode.OK);
        var history = await RunningAppliance.ReadAsync(await appliance.Client.GetAsync(PathOf(verification) + "/events"), HttpStatusCode.OK);
        string[] expected = ["created", "started", "evidence_added", "evidence_added", "submitted", "completed"];
        Assert.Equal(expected, history.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_request_that_is_repeated_with_its_key_is_answered_by_the_same_verification()
    {
        var key = Guid.NewGuid().ToString();
        var first = await RunningAppliance.ReadAsync(await CreateAsync(request => request.Headers.Add("Idempotency-Key", key)), HttpStatusCode.OK);
        var second = await RunningAppliance.ReadAsync(await CreateAsync(request => request.Headers.Add("Idempotency-Key", key)), HttpStatusCode.OK);
        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_key_that_is_repeated_with_another_request_is_a_conflict()
    {
        var key = Guid.NewGuid().ToString();
        await RunningAppliance.ReadAsync(await CreateAsync(request => request.Headers.Add("Idempotency-Key", key)), HttpStatusCode.OK);
        var response = await CreateAsync(request => request.Headers.Add("Idempotency-Key", key), selfie: samples.Impostor);
        var problem = await RunningAppliance.ReadAsync(response, HttpStatusCode.Conflict);
        Assert.Equal("urn:idv:problem:idempotency-conflict", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_list_finds_verifications_by_label_and_external_id()
    {
        var label = Guid.NewGuid().ToString("N");
        var created = await RunningAppliance.ReadAsync(
            await CreateAsync(texts: [("externalUserId", label), ("metadata", $$"""{ "run": "{{label}}" }""")]), HttpStatusCode.OK);
        foreach (var filter in new[] { $"metadata.run={label}", $"externalUserId={label}" })
        {
            var page = await RunningAppliance.ReadAsync(await appliance.Client.GetAsync($"/v1/verifications?{filter}&state=completed"), HttpStatusCode.OK);
            Assert.Equal(1, page.GetProperty("total").GetInt64());
            Assert.Equal(created.GetProperty("id").GetString(), page.GetProperty("items")[0].GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task The_list_comes_in_pages_newest_first()
    {
        var older = await RunningAppliance.ReadAsync(await CreateAsync(), HttpStatusCode.OK);
        var newer = await RunningAppliance.ReadAsync(await CreateAsync(), HttpStatusCode.OK);
        var second = await RunningAppliance.ReadAsync(await appliance.Client.GetAsync("/v1/verifications?limit=1&offset=1"), HttpStatusCode.OK);
        var first = await RunningAppliance.ReadAsync(await appliance.Client.GetAsync("/v1/verifications?limit=1"), HttpStatusCode.OK);
        Assert.Equal(newer.GetProperty("id").GetString(), Assert.Single(first.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(older.GetProperty("id").GetString(), Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("state=finished", "state")]
    [InlineData("state=4", "state")]
    [InlineData("createdFrom=yesterday", "createdFrom")]
    [InlineData("decision=maybe", "decision")]
    [InlineData("colour=red", "colour")]
    public async Task A_parameter_that_makes_no_sense_is_named(string query, string field)
    {
        var problem = await RunningAppliance.ReadAsync(await appliance.Client.GetAsync("/v1/verifications?" + query), HttpStatusCode.BadRequest);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_forgotten_verification_does_not_exist_any_more()
    {
        var verification = await RunningAppliance.ReadAsync(await CreateAsync(), HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NoContent, (await appliance.Client.DeleteAsync(PathOf(verification))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await appliance.Client.GetAsync(PathOf(verification))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await appliance.Client.DeleteAsync(PathOf(verification))).StatusCode);
    }

    [Fact]
    public async Task Another_tenants_verification_does_not_exist()
    {
        var verification = await RunningAppliance.ReadAsync(await CreateAsync(), HttpStatusCode.OK);
        foreach (var (method, suffix) in new[] { (HttpMethod.Get, ""), (HttpMethod.Get, "/events"), (HttpMethod.Get, "/notifications"), (HttpMethod.Delete, ""), (HttpMethod.Post, "/anonymize") })
        {
            using var request = new HttpRequestMessage(method, PathOf(verification) + suffix);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningAppliance.OtherApiKey);
            Assert.Equal(HttpStatusCode.NotFound, (await appliance.Anonymous.SendAsync(request)).StatusCode);
        }
    }

    [Fact]
    public async Task An_anonymized_verification_keeps_its_checks_and_says_nothing_of_the_person()
    {
        var verification = await RunningAppliance.ReadAsync(await CreateAsync(texts: [("externalUserId", "user-77")]), HttpStatusCode.OK);
        var after = await RunningAppliance.ReadAsync(await appliance.Client.PostAsync(PathOf(verification) + "/anonymize", null), HttpStatusCode.OK);
        Assert.Equal("anonymized", after.GetProperty("state").GetString());
        Assert.Equal("approved", after.GetProperty("decision").GetString());
        Assert.NotEmpty(after.GetProperty("checks").EnumerateArray());
        Assert.DoesNotContain("user-77", after.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(verification.GetProperty("document").GetProperty("mrz").GetProperty("lines")[0].GetString()!, after.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await appliance.Client.PostAsync(PathOf(verification) + "/anonymize", null)).StatusCode);
    }

    [Fact]
    public async Task A_reviewer_replaces_the_decision()
    {
        var verification = await RunningAppliance.ReadAsync(await CreateAsync(), HttpStatusCode.OK);
        var response = await appliance.Client.PostAsJsonAsync(PathOf(verification) + "/review", new { decision = "declined", comment = "known fraud" });
        Assert.Equal("declined", (await RunningAppliance.ReadAsync(response, HttpStatusCode.OK)).GetProperty("decision").GetString());
    }

    [Theory]
    [InlineData("""{ "decision": "perhaps" }""")]
    [InlineData("{}")]
    [InlineData("[")]
    public async Task A_review_that_makes_no_sense_is_refused(string body)
    {
        var verification = await RunningAppliance.ReadAsync(await CreateAsync(), HttpStatusCode.OK);
        var response = await appliance.Client.PostAsync(PathOf(verification) + "/review", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task What_cannot_be_decoded_is_refused_and_nothing_of_it_is_kept()
    {
        var before = await TotalAsync();
        var response = await CreateAsync(selfieBytes: "no picture"u8.ToArray());
        var problem = await RunningAppliance.ReadAsync(response, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("selfie", problem.GetProperty("field").GetString());
        Assert.Equal(before, await TotalAsync());
    }

    [Fact]
    public async Task A_policy_with_a_rate_that_is_not_calibrated_is_refused_with_the_range()
    {
        var response = await appliance.Client.PutAsJsonAsync("/v1/policy", new { faceFmr = 1e-12 });
        var problem = await RunningAppliance.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal("faceFmr", problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task A_tenants_policy_judges_its_verifications_and_the_report_names_its_version()
    {
        using var client = new HttpClient { BaseAddress = appliance.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningAppliance.OtherApiKey);
        var policy = await RunningAppliance.ReadAsync(await client.PutAsJsonAsync("/v1/policy", new { minimumAge = 120 }), HttpStatusCode.OK);
        var report = await RunningAppliance.ReadAsync(await CreateAsync(client: client), HttpStatusCode.OK);
        Assert.Equal("declined", report.GetProperty("decision").GetString());
        Assert.Equal(policy.GetProperty("version").GetInt32(), report.GetProperty("policy").GetProperty("version").GetInt32());
        Assert.Contains(report.GetProperty("checks").EnumerateArray(), check =>
            check.GetProperty("code").GetString() == "age-limits" && check.GetProperty("outcome").GetString() == "fail");
    }

    [Fact]
    public async Task Metrics_tell_how_long_the_stages_took_and_how_full_the_queue_is()
    {
        await RunningAppliance.ReadAsync(await CreateAsync(), HttpStatusCode.OK);
        var metrics = await appliance.Anonymous.GetStringAsync("/metrics");
        Assert.Matches("""idv_engine_stage_duration_seconds_count\{stage="document"\} [1-9]""", metrics);
        Assert.Matches("idv_model_duration_seconds_count\\{model=\"face-embedder\"\\} [1-9]", metrics);
        Assert.Contains("idv_queue_workers ", metrics, StringComparison.Ordinal);
    }

    private static string PathOf(JsonElement verification) => $"/v1/verifications/{verification.GetProperty("id").GetString()}";

    private async Task<long> TotalAsync() =>
        (await RunningAppliance.ReadAsync(await appliance.Client.GetAsync("/v1/verifications?limit=1"), HttpStatusCode.OK)).GetProperty("total").GetInt64();

    private async Task<HttpResponseMessage> CreateAsync(
        Action<HttpRequestMessage>? prepare = null,
        string? selfie = null,
        byte[]? selfieBytes = null,
        (string Name, string Text)[]? texts = null,
        HttpClient? client = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Passport)), "front", "passport.jpg" },
            { new ByteArrayContent(selfieBytes ?? await File.ReadAllBytesAsync(selfie ?? samples.Selfie)), "selfie", "selfie.jpg" },
        };
        foreach (var (name, text) in texts ?? [])
        {
            form.Add(new StringContent(text), name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications") { Content = form };
        prepare?.Invoke(request);
        return await (client ?? appliance.Client).SendAsync(request);
    }
}
