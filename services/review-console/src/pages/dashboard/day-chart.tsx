import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useFormat } from '../../shared/format.ts';
import type { DayCount } from './use-dashboard.ts';

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

/** Bars of days; a press on one leads to its calls. */
export function DayChart({ days, label }: { days: readonly DayCount[]; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const format = useFormat();
  useEffect(() => {
    if (box.current === null) return undefined;
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--ink-soft');
    const chart = init(box.current, null, { renderer: 'svg' });
    chart.setOption({
      animation: false,
      grid: { left: 36, right: 8, top: 12, bottom: 24 },
      tooltip: { trigger: 'axis' },
      xAxis: {
        type: 'category',
        data: days.map(({ from }) => new Date(from).getDate()),
        axisLabel: { color: ink },
      },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: ink } },
      series: [
        {
          type: 'bar',
          data: days.map(({ calls }) => calls),
          itemStyle: { color: style.getPropertyValue('--accent') },
        },
      ],
    });
    chart.on('click', ({ dataIndex }) => {
      const day = days[dataIndex];
      if (day) void navigate(`/queue?${new URLSearchParams({ show: 'all', from: day.from, to: day.to })}`);
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [days, navigate]);
  const told = days.map(({ from, calls }) => `${format.day(from)}: ${calls}`).join('; ');
  return <div ref={box} className="dash__chart" role="img" aria-label={`${label}: ${told}`} />;
}
