#include "models/replay/resultmodel.h"

#include "models/collection/celltext.h"

namespace gatehouse::replay {

using Outcome = ItemResult::Outcome;

namespace {

QString statusText(int status)
{
    return status > 0 ? QString::number(status) : QStringLiteral("–");
}

QString foreign(const std::string &text)
{
    return collection::visibleText(QString::fromStdString(text).left(collection::displayLimit));
}

ItemResult planned(qint64 position, const Fixture &event, const Prediction &prediction)
{
    ItemResult result;
    result.position = position;
    result.expectedStatus = event.expected ? event.expected->status : prediction.status;
    result.difference = prediction.reason;
    return result;
}

} // namespace

void ResultModel::setEvents(std::vector<Fixture> events, std::vector<Prediction> predictions)
{
    beginResetModel();
    m_events = std::move(events);
    m_predictions = std::move(predictions);
    m_predictions.resize(m_events.size());
    m_results.clear();
    for (std::size_t i = 0; i < m_events.size(); ++i)
        m_results += planned(qint64(i), m_events[i], m_predictions[i]);
    endResetModel();
}

void ResultModel::take(const QList<ItemResult> &results)
{
    qsizetype first = m_results.size();
    qsizetype last = -1;
    for (const ItemResult &result : results) {
        if (result.position < 0 || result.position >= m_results.size())
            continue;
        m_results[result.position] = result;
        first = std::min<qsizetype>(first, result.position);
        last = std::max<qsizetype>(last, result.position);
    }
    if (last >= 0)
        emit dataChanged(index(int(first), 0), index(int(last), ColumnCount - 1));
}

int ResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_results.size());
}

int ResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ResultModel::cell(int row, int column) const
{
    const Fixture &known = event(row);
    const ItemResult &result = m_results.at(row);
    const bool isPlanned = result.outcome == Outcome::Planned;
    switch (column) {
    case Type:
        return foreign(known.eventType.empty() ? known.source : known.eventType);
    case Id:
        return foreign(known.providerId.empty() ? known.eventId : known.providerId);
    case OutcomeColumn:
        return isPlanned ? predictionWord(m_predictions[std::size_t(row)].kind)
                         : outcomeWord(result.outcome);
    case Expected:
        return statusText(result.expectedStatus);
    case Actual:
        return statusText(result.status);
    case Latency:
        return result.status > 0
            ? collection::displayLocale().toString(double(result.latency.count()) / 1000, 'f', 1)
            : QString();
    case What:
        return collection::visibleText(result.difference.left(collection::displayLimit));
    default:
        return {};
    }
}

QVariant ResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return cell(index.row(), index.column());
    case outcomeRole:
        return int(m_results.at(index.row()).outcome);
    default:
        return {};
    }
}

QVariant ResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Type:
        return tr("Type");
    case Id:
        return tr("Id");
    case OutcomeColumn:
        return tr("Outcome");
    case Expected:
        return tr("Expected");
    case Actual:
        return tr("Actual");
    case Latency:
        return tr("ms");
    case What:
        return tr("What differed");
    default:
        return {};
    }
}

bool ResultFilter::accepts(Shown shown, Outcome outcome)
{
    switch (shown) {
    case Shown::All:
        return true;
    case Shown::Unlike:
        return outcome != Outcome::AsPredicted && outcome != Outcome::Planned;
    case Shown::Refused:
        return outcome == Outcome::Refused;
    }
    return true;
}

void ResultFilter::setShown(Shown shown)
{
    m_shown = shown;
    invalidateFilter();
}

bool ResultFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return accepts(m_shown, Outcome(index.data(ResultModel::outcomeRole).toInt()));
}

QString outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Planned:
        return ResultModel::tr("planned");
    case Outcome::AsPredicted:
        return ResultModel::tr("as predicted");
    case Outcome::Differs:
        return ResultModel::tr("differs");
    case Outcome::Refused:
        return ResultModel::tr("refused");
    case Outcome::NoAnswer:
        return ResultModel::tr("no answer");
    case Outcome::NotSent:
        return ResultModel::tr("not sent");
    case Outcome::Unknown:
        return ResultModel::tr("unknown");
    }
    return {};
}

QString predictionWord(Prediction::Kind kind)
{
    switch (kind) {
    case Prediction::Kind::Accepted:
        return ResultModel::tr("will be accepted");
    case Prediction::Kind::Duplicate:
        return ResultModel::tr("will be a duplicate");
    case Prediction::Kind::Refused:
        return ResultModel::tr("will be refused");
    case Prediction::Kind::NotSent:
        return ResultModel::tr("will not be sent");
    }
    return {};
}

} // namespace gatehouse::replay
