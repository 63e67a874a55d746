#include "services/gateway/admin/loginguard.h"

#include "services/signing/digest.h"

#include <algorithm>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::chrono::minutes rememberedFor{10};
constexpr std::size_t mostRemembered = 100;
constexpr const char *everybody = "";

} // namespace

LoginGuard::LoginGuard(int perAddress, int overall, const Clock &clock, Log &log)
    : m_clock(clock)
    , m_log(log)
    , m_addresses(perAddress, clock)
    , m_all(overall, clock)
{
}

std::optional<std::chrono::seconds> LoginGuard::closedFor(std::string_view token,
                                                          const std::string &address)
{
    const auto wait = std::max(m_addresses.wait(address), m_all.wait(everybody));
    return wait && !wasLetIn(token) ? wait : std::nullopt;
}

/// Says so once a minute: when the last one that is looked up has failed.
void LoginGuard::wasUnknown(const std::string &address)
{
    const bool isTaken = !m_addresses.take(address);
    if (isTaken && m_addresses.wait(address))
        m_log.warning("an address sends admin tokens that are not known, and has to wait",
                      {{"address", address}});
    const bool isTakenOfAll = !m_all.take(everybody);
    if (isTakenOfAll && m_all.wait(everybody))
        m_log.warning("many addresses send admin tokens that are not known; all have to wait");
}

void LoginGuard::letIn(std::string_view token)
{
    const std::lock_guard lock(m_mutex);
    if (m_letIn.size() >= mostRemembered)
        m_letIn.clear();
    m_letIn[signing::sha256(token)] = m_clock.steadyNow();
}

bool LoginGuard::wasLetIn(std::string_view token)
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_letIn.find(signing::sha256(token));
    return known != m_letIn.end() && m_clock.steadyNow() - known->second < rememberedFor;
}

} // namespace gatehouse::gateway::admin
