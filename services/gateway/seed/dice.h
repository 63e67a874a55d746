#pragma once

#include "services/core/clock.h"
#include "services/core/uuid.h"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// Chance that repeats itself: the same seed gives the same rolls with every compiler and library.
/// Not for secrets.
class Dice
{
public:
    explicit Dice(std::uint64_t seed)
        : m_random(seed)
    {
    }
    double fraction(); ///< uniform in [0, 1)
    bool happens(double probability) { return fraction() < probability; }
    std::size_t below(std::size_t bound); ///< bound is not 0
    std::int64_t between(std::int64_t first, std::int64_t last);
    void letters(std::string &out, std::size_t count, std::string_view alphabet);
    void hex(std::string &out, std::size_t count);
    /// A version 7 id of that millisecond.
    Uuid id(Timestamp time);
    /// A version 4 id.
    Uuid id();

private:
    std::mt19937_64 m_random;
};

/// Picks an index, each as often as it weighs.
class Weighted
{
public:
    explicit Weighted(const std::vector<double> &weights);
    std::size_t pick(Dice &dice) const;

private:
    std::vector<double> m_sums;
};

} // namespace gatehouse::gateway
