#pragma once

#include <QColor>
#include <QWidget>

namespace gatehouse::charts {

/// The names of a chart's series with their values in bold, in one line. Where it does not fit,
/// optional ones are left out, the last ones first, and then names are cut; all of it is in the
/// tooltip.
class ChartLegend final : public QWidget
{
    Q_OBJECT

public:
    enum class Swatch { None, Line, Box };
    struct Entry
    {
        QString name;
        QString value;
        Swatch swatch = Swatch::None;
        QColor colour = {};
        QList<double> dashes = {}; ///< of a line, in pixels
        bool isOptional = false; ///< left out where there is no room for it
    };
    /// Colours of a heat map from few to most.
    struct Ramp
    {
        QList<QColor> colours;
        QString least, most;
    };

    explicit ChartLegend(QWidget *parent = nullptr);

    void setEntries(const QList<Entry> &entries);
    const QList<Entry> &entries() const { return m_entries; }
    void setRamp(const Ramp &ramp); ///< before the entries; without colours there is none

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QList<Entry> shownEntries(double available) const;
    double nameWidth(const QList<Entry> &entries, double available) const;
    double paintRamp(QPainter &painter) const;
    double paintEntry(QPainter &painter, const Entry &entry, double left, double longest) const;
    void paintSwatch(QPainter &painter, const Entry &entry, double left) const;

    QList<Entry> m_entries;
    Ramp m_ramp;
    QFont m_bold;
};

} // namespace gatehouse::charts
