#pragma once

#include "ui/collection/duedelegate.h"

namespace gatehouse::ui {

/// When a secret is due, of the WindowModel of secrets; "rotating" where that is under way already.
class RotatingDelegate final : public DueDelegate
{
    Q_OBJECT

public:
    using DueDelegate::DueDelegate;

protected:
    void adjust(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    void paintContent(QPainter *painter, const QStyleOptionViewItem &option, const QRect &content,
                      const QModelIndex &index) const override;
};

} // namespace gatehouse::ui
