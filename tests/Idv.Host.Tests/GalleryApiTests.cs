using System.Net;
using System.Net.Http.Headers;

namespace Idv.Host.Tests;

[Collection(SampleCollection.Name)]
public sealed class GalleryApiTests(RunningAppliance appliance, Samples samples)
{
    [Fact]
    public async Task A_subject_is_enrolled_found_searched_replaced_and_forgotten()
    {
        var gallery = NewGallery();
        var enrolled = await RunningAppliance.ReadAsync(await PutAsync(gallery, "anna", samples.Passport), HttpStatusCode.Created);
        await RunningAppliance.ReadAsync(await PutAsync(gallery, "berta", samples.Impostor), HttpStatusCode.Created);
        Assert.Equal("anna", enrolled.GetProperty("subject").GetString());

        var found = await RunningAppliance.ReadAsync(await appliance.Client.GetAsync($"/v1/galleries/{gallery}/subjects/anna"), HttpStatusCode.OK);
        Assert.Equal(enrolled.GetProperty("templateId").GetString(), found.GetProperty("templateId").GetString());

        var search = await RunningAppliance.ReadAsync(await SearchAsync(gallery, samples.Selfie), HttpStatusCode.OK);
        var best = search.GetProperty("candidates")[0];
        Assert.Equal("anna", best.GetProperty("subject").GetString());
        Assert.Equal(enrolled.GetProperty("templateId").GetString(), best.GetProperty("templateId").GetString());
        Assert.True(best.GetProperty("similarity").GetDouble() >= search.GetProperty("threshold").GetDouble());
        Assert.True(search.GetProperty("candidates")[1].GetProperty("similarity").GetDouble() < search.GetProperty("threshold").GetDouble());

        var replaced = await RunningAppliance.ReadAsync(await PutAsync(gallery, "anna", samples.Selfie), HttpStatusCode.OK);
        Assert.NotEqual(enrolled.GetProperty("templateId").GetString(), replaced.GetProperty("templateId").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await appliance.Client.DeleteAsync($"/v1/galleries/{gallery}/subjects/anna")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await appliance.Client.GetAsync($"/v1/galleries/{gallery}/subjects/anna")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await appliance.Client.DeleteAsync($"/v1/galleries/{gallery}/subjects/anna")).StatusCode);
        var after = await RunningAppliance.ReadAsync(await SearchAsync(gallery, samples.Selfie), HttpStatusCode.OK);
        Assert.DoesNotContain(after.GetProperty("candidates").EnumerateArray(), candidate => candidate.GetProperty("subject").GetString() == "anna");
    }

    [Fact]
    public async Task Another_tenants_gallery_does_not_exist()
    {
        var gallery = NewGallery();
        await PutAsync(gallery, "anna", samples.Passport);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/galleries/{gallery}/subjects/anna");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningAppliance.OtherApiKey);
        Assert.Equal(HttpStatusCode.NotFound, (await appliance.Anonymous.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_picture_without_a_face_is_not_enrolled()
    {
        var gallery = NewGallery();
        var problem = await RunningAppliance.ReadAsync(await PutAsync(gallery, "nobody", Path.Combine(samples.Folder, "visa.jpg"), crop: true), HttpStatusCode.UnprocessableEntity);
        Assert.Equal("urn:idv:problem:no-face", problem.GetProperty("type").GetString());
        Assert.Equal("image", problem.GetProperty("field").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await appliance.Client.GetAsync($"/v1/galleries/{gallery}/subjects/nobody")).StatusCode);
    }

    [Fact]
    public async Task Searching_a_gallery_that_does_not_exist_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await SearchAsync("no-such-gallery", samples.Selfie)).StatusCode);

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("many")]
    public async Task A_top_that_is_out_of_range_is_a_bad_request(string top)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Selfie)), "image", "selfie.jpg" },
            { new StringContent(top), "top" },
        };
        Assert.Equal(HttpStatusCode.BadRequest, (await appliance.Client.PostAsync("/v1/galleries/any/search", form)).StatusCode);
    }

    [Theory]
    [InlineData("..%2F..%2Fetc")]
    [InlineData("%2E%2Ehidden")]
    [InlineData("a%00b")]
    public async Task A_gallery_name_that_could_leave_its_folder_is_refused(string gallery)
    {
        var response = await appliance.Client.GetAsync($"/v1/galleries/{gallery}/subjects/anna");
        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, response.StatusCode.ToString());
    }

    private static string NewGallery() => "g-" + Guid.NewGuid().ToString("N");

    private async Task<HttpResponseMessage> PutAsync(string gallery, string subject, string file, bool crop = false)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        if (crop)
        {
            using var decoded = Imaging.ImageDecoder.Decode(bytes);
            using var corner = Imaging.ImageTransform.Crop(decoded.Image!, 0, 0, 64, 64);
            bytes = Imaging.ImageEncoder.EncodePng(corner);
        }

        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "image", "image" } };
        return await appliance.Client.PutAsync($"/v1/galleries/{gallery}/subjects/{subject}", form);
    }

    private async Task<HttpResponseMessage> SearchAsync(string gallery, string file) =>
        await appliance.PostFormAsync($"/v1/galleries/{gallery}/search", ("image", file));
}
