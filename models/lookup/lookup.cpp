#include "models/lookup/lookup.h"

#include "services/core/whendone.h"

#include <algorithm>

namespace gatehouse::lookup {

using collection::Page;
using collection::PageRequest;

namespace {

/// The gateway is one of before, or its list is not for this token: there is nothing to look in.
bool hasNoSuchList(const Error &error)
{
    const auto *status = std::get_if<HttpStatus>(&error.cause);
    return status && (status->status == 404 || status->code == "outside_scope");
}

} // namespace

Lookup::Lookup(std::vector<Place> places, QObject *parent)
    : QObject(parent)
    , m_places(std::move(places))
{
}

Lookup::~Lookup()
{
    m_asking.cancel();
}

void Lookup::search(const QString &text)
{
    stop();
    m_findings.clear();
    m_waiting = readingsOf(text);
    m_isRunning = true;
    askNext();
}

void Lookup::stop()
{
    ++m_search;
    m_asking.cancel();
    m_waiting.clear();
    m_isRunning = false;
}

const Place *Lookup::placeOf(const Reading &reading) const
{
    const auto found = std::find_if(m_places.begin(), m_places.end(), [&](const Place &place) {
        return place.descriptor.id == reading.collection
            && collection::validate(place.descriptor, reading.condition);
    });
    return found == m_places.end() ? nullptr : &*found;
}

void Lookup::askNext()
{
    while (!m_waiting.isEmpty()) {
        Finding finding;
        finding.reading = m_waiting.takeFirst();
        const Place *place = placeOf(finding.reading);
        if (!place)
            continue;
        finding.descriptor = &place->descriptor;
        m_findings.push_back(std::move(finding));
        m_timer.start();
        return ask(std::nullopt);
    }
    m_isRunning = false;
    emit changed();
}

void Lookup::ask(const std::optional<collection::RowKey> &from)
{
    const Finding &finding = m_findings.back();
    PageRequest request;
    request.filter = finding.filter();
    request.from = from;
    request.limit = mostRows + 1 - int(finding.rows.size());
    request.mayPause = true;
    m_asking = placeOf(finding.reading)->source->page(request);
    whenDone(m_asking, this, [this, search = m_search](const Result<Page> &answer) {
        if (search == m_search)
            take(answer);
    });
}

void Lookup::take(const Result<Page> &answer)
{
    Finding &finding = m_findings.back();
    finding.milliseconds = m_timer.elapsed();
    if (!answer && hasNoSuchList(answer.error())) {
        m_findings.pop_back();
        return askNext();
    }
    if (!answer) {
        finding.error = answer.error();
        finding.isDone = true;
        return askNext();
    }
    for (const collection::Row &row : answer->rows)
        finding.rows.push_back(row);
    finding.hasMore = finding.rows.size() > mostRows;
    if (finding.hasMore)
        finding.rows.resize(mostRows);
    if (answer->reached && !finding.hasMore) {
        finding.share = answer->reached->share;
        emit changed();
        return ask(answer->reached->key);
    }
    finding.isDone = true;
    emit changed();
    askNext();
}

} // namespace gatehouse::lookup
