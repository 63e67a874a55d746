#include "services/local/firstwebhook.h"

#include "services/signing/githubscheme.h"

namespace gatehouse {

namespace {

constexpr std::string_view body = R"({"action":"opened","issue":{"number":1,"title":"The first"},)"
                                  R"("repository":{"full_name":"acme/storefront"}})";

} // namespace

std::string firstWebhook(const std::string &url, const std::string &tenant,
                         const std::string &secret)
{
    signing::HeaderList headers{{"Content-Type", "application/json"},
                                {"X-GitHub-Event", "issues"},
                                {"X-GitHub-Delivery", "first-webhook"}};
    const std::string target = url + "/api/webhooks/github/ingest?tenant=" + tenant;
    const signing::GithubScheme github;
    for (const auto &header : github.sign({target, headers, body}, secret, {}))
        headers.push_back(header);
    std::string command = "curl -sS '" + target + "'";
    for (const auto &[name, value] : headers) {
        command += " \\\n  -H '";
        command += name;
        command += ": ";
        command += value;
        command += '\'';
    }
    command += " \\\n  -d '";
    command += body;
    command += '\'';
    return command;
}

} // namespace gatehouse
