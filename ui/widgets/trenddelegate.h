#pragma once

#include "ui/widgets/delegates.h"
#include "ui/widgets/trend.h"

namespace gatehouse::widgets {

/// Paints a list of numbers (Qt::UserRole, QVariantList) as a trend. Bars are of dead letters, over
/// a thin base line; a line is muted. The words for it are the cell's tooltip.
class TrendDelegate final : public RowDelegate
{
    Q_OBJECT

public:
    explicit TrendDelegate(TrendStyle style, QObject *parent = nullptr);

protected:
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &content,
                      const QModelIndex &index) const override;

private:
    TrendStyle m_style;
};

} // namespace gatehouse::widgets
