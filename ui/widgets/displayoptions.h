#pragma once

#include <QObject>
#include <QTimeZone>

namespace gatehouse::widgets {

/// How the window shows things, by one switch each for all of its pages.
class DisplayOptions final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Of exact times, and of typed ones that name none: the machine's own, or UTC.
    QTimeZone zone() const;
    bool isUtc() const { return m_isUtc; }
    void setUtc(bool utc);

    /// Rows of tables 22 px high instead of 26.
    bool isCompact() const { return m_isCompact; }
    void setCompact(bool compact);

signals:
    void zoneChanged();
    void compactChanged(bool compact);

private:
    bool m_isUtc = false;
    bool m_isCompact = false;
};

} // namespace gatehouse::widgets
