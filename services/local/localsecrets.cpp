#include "services/local/localsecrets.h"

#include "services/core/random.h"
#include "services/gateway/config.h"
#include "services/local/privatefile.h"

#include <QByteArray>

#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

namespace gatehouse {

namespace {

constexpr const char *firstLine =
    "# Secrets of the local gateway, made on its first start. Delete this file for new ones.\n";

using Variables = std::vector<std::pair<std::string, std::string>>;

/// As Standard Webhooks wants it: the key in base64 after whsec_.
std::string standardSecret()
{
    return "whsec_"
        + QByteArray::fromHex(QByteArray::fromStdString(randomHex(24))).toBase64().toStdString();
}

template <typename MakeSecret>
std::string forTwoTenants(MakeSecret make)
{
    return "acme:" + make() + ",globex:" + make();
}

Variables madeUp()
{
    const auto hex = [] { return randomHex(20); };
    Variables variables{
        {"PROVIDER_SECRETS_STRIPE", forTwoTenants([] { return "whsec_" + randomHex(16); })},
        {"PROVIDER_SECRETS_STANDARD", forTwoTenants(standardSecret)}};
    for (const char *source :
         {"GITHUB", "HUBSPOT", "SHOPIFY", "SLACK", "WOOCOMMERCE", "WORDPRESS", "AI", "WPMEDIA"})
        variables.emplace_back("PROVIDER_SECRETS_" + std::string(source), forTwoTenants(hex));
    variables.emplace_back("HMAC_SHARED_SECRET", randomHex(32));
    variables.emplace_back("GATEHOUSE_ADMIN_TOKEN", "gh_" + randomHex(24));
    return variables;
}

std::string contentOf(const std::filesystem::path &file)
{
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

Result<> completeLocalSecrets(const std::filesystem::path &file)
{
    gateway::Environment known;
    std::string text = firstLine;
    if (std::filesystem::exists(file)) {
        auto read = gateway::readEnvironmentFile(file);
        if (!read)
            return failure(std::move(read.error()));
        known = std::move(*read);
        text = contentOf(file);
    }
    if (!text.ends_with('\n'))
        text += '\n';
    bool isComplete = true;
    for (const auto &[name, value] : madeUp()) {
        if (known.contains(name))
            continue;
        text.append(name).append("=").append(value).append("\n");
        isComplete = false;
    }
    return isComplete ? Result<>{} : writePrivateFile(file, text);
}

} // namespace gatehouse
