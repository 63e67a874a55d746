#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::secrets {

/// A plain secret in memory: its bytes are overwritten when it goes, and moving it leaves no copy.
/// Neither printable nor comparable, so that it gets into no log and no early-out comparison.
class Secret
{
public:
    Secret() = default;
    explicit Secret(std::string_view bytes);
    explicit Secret(std::string &&bytes); ///< takes them away: `bytes` is wiped
    Secret(Secret &&other) noexcept;
    Secret &operator=(Secret &&other) noexcept;
    ~Secret();

    std::string_view view() const { return {m_bytes.data(), m_bytes.size()}; }
    bool isEmpty() const { return m_bytes.empty(); }

private:
    void wipe();

    std::vector<char> m_bytes;
};

} // namespace gatehouse::secrets
