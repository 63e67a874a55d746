#pragma once

#include "models/histogram/histogrammodel.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace gatehouse::widgets {
class ElidedLabel;
}

namespace gatehouse::ui {

class HistogramChart;

/// A chart of a list's rows over time, with a line above it that says what it shows, how far it is
/// counted and what is selected, and a legend. Its height changes only when it is folded.
///
/// Object names: histogramTitle, histogramDetail, histogramLegend, histogramFold, histogramChart.
class HistogramPanel final : public QWidget
{
    Q_OBJECT

public:
    /// `rows`: what is counted ("Events"). The model outlives the panel.
    HistogramPanel(const QString &rows, const histogram::HistogramModel &model,
                   QWidget *parent = nullptr);

    HistogramChart *chart() const { return m_chart; }
    bool isFolded() const;
    void setFolded(bool folded);
    /// For small windows: a lower chart, and no legend.
    void fit(QSize window);

private:
    void build();
    void update();
    QString detail() const;
    QString rangeText(TimeRange range) const;
    QString selectionText(TimeRange selection) const;
    QString partText() const;

    const QString m_rows;
    const histogram::HistogramModel &m_model;
    QLabel *m_title;
    widgets::ElidedLabel *m_detail;
    QWidget *m_legend;
    QToolButton *m_fold;
    HistogramChart *m_chart;
};

} // namespace gatehouse::ui
