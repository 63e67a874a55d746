#pragma once

#include "models/collection/exportquery.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace gatehouse::collection {

/// Cuts all time, from the newest row on, into slices of about as many bytes each: as wide as those
/// before them were to come out so. They follow each other without gap and overlap; the first and
/// the last are open.
class TimeSlices
{
public:
    TimeSlices(Timestamp newest, Timestamp oldest, std::size_t bytesOfSlice);

    struct Slice
    {
        std::int64_t number = 0; ///< from 0 on
        TimeSlice time;
        std::chrono::microseconds width{0};
    };
    /// Nothing when all was given out.
    std::optional<Slice> next();
    /// What a slice came to.
    void learn(const Slice &slice, std::size_t bytes);

private:
    Timestamp m_oldest;
    Timestamp m_below; ///< where the next one ends
    std::chrono::microseconds m_width;
    std::size_t m_bytesOfSlice;
    std::int64_t m_given = 0;
    bool m_hasEnded = false;
};

} // namespace gatehouse::collection
